package dev.scores.chassis.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommonSettingsTest {

  private static final String DATABASE = "postgres://host/db";

  static Stream<Arguments> environments() {
    return Stream.of(
        arguments(Map.of(), new String[] {"production"}),
        arguments(Map.of("MICRONAUT_ENVIRONMENTS", ""), new String[] {"production"}),
        arguments(Map.of("MICRONAUT_ENVIRONMENTS", " , "), new String[] {"production"}),
        arguments(Map.of("MICRONAUT_ENVIRONMENTS", "dev"), new String[] {"dev"}),
        arguments(Map.of("MICRONAUT_ENVIRONMENTS", "staging"), new String[] {"staging"}),
        arguments(Map.of("MICRONAUT_ENVIRONMENTS", " test, dev "), new String[] {"test", "dev"}));
  }

  @ParameterizedTest
  @MethodSource("environments")
  void environmentDefaultsToProduction(Map<String, String> environment, String[] expected) {
    assertArrayEquals(expected, CommonSettings.environments(environment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"prod", "DEV", "development", "dev;test", "dev test", "dev,prod"})
  void unknownEnvironmentIsRejected(String name) {
    InvalidSettingsException bad =
        assertThrows(
            InvalidSettingsException.class,
            () -> CommonSettings.environments(Map.of("MICRONAUT_ENVIRONMENTS", name)));
    assertEquals(
        List.of(
            "MICRONAUT_ENVIRONMENTS is wrong: it should be one of dev, test, staging, production"),
        bad.lines());
  }

  @Test
  void onlyTheDatabaseIsRequired() {
    assertEquals(
        Map.ofEntries(
            Map.entry("micronaut.server.port", 5002),
            Map.entry("micronaut.server.ssl.port", 5002),
            Map.entry("datasources.default.url", "jdbc:postgresql://host/db"),
            Map.entry("datasources.default.maximum-pool-size", 16),
            Map.entry("datasources.default.minimum-idle", 16),
            Map.entry("migrate-on-start", true),
            Map.entry("limits.request-timeout", Duration.ofSeconds(5)),
            Map.entry("limits.admission-wait", Duration.ofMillis(250)),
            Map.entry("limits.max-streams", 256),
            Map.entry("limits.max-streams-per-address", 64),
            Map.entry("limits.trusted-proxies", TrustedProxies.parse("")),
            Map.entry("shutdown.drain-delay", Duration.ofSeconds(5)),
            Map.entry("traces.sampler", "parentbased_always_on"),
            Map.entry("traces.sampler-argument", "1")),
        read(Map.of("DATABASE_URL", DATABASE)));
  }

  @Test
  void everySettingCanBeSet() {
    assertEquals(
        Map.ofEntries(
            Map.entry("micronaut.server.host", "localhost"),
            Map.entry("micronaut.server.port", 0),
            Map.entry("micronaut.server.ssl.port", 0),
            Map.entry("micronaut.server.ssl.enabled", true),
            Map.entry("micronaut.server.http-version", "2.0"),
            Map.entry("tls.certificate", "tls.crt"),
            Map.entry("tls.key", "tls.key"),
            Map.entry("datasources.default.url", "jdbc:postgresql://host/db"),
            Map.entry("datasources.default.maximum-pool-size", 3),
            Map.entry("datasources.default.minimum-idle", 3),
            Map.entry("migrate-on-start", false),
            Map.entry("limits.request-timeout", Duration.ofSeconds(1)),
            Map.entry("limits.admission-wait", Duration.ZERO),
            Map.entry("limits.max-streams", 256),
            Map.entry("limits.max-streams-per-address", 64),
            Map.entry("limits.trusted-proxies", TrustedProxies.parse("10.0.0.0/8")),
            Map.entry("shutdown.drain-delay", Duration.ofSeconds(20)),
            Map.entry("micronaut.server.netty.access-logger.enabled", true),
            Map.entry("micronaut.otel.enabled", true),
            Map.entry("traces.endpoint", "https://collector:4318"),
            Map.entry("traces.headers", "Authorization=Bearer%20sesame,x=y"),
            Map.entry("traces.service-name", "scores-2"),
            Map.entry("traces.sampler", "traceidratio"),
            Map.entry("traces.sampler-argument", "0.25")),
        read(
            Map.ofEntries(
                Map.entry("DATABASE_URL", DATABASE),
                Map.entry("HOST", "localhost"),
                Map.entry("PORT", "0"),
                Map.entry("TLS_CERTIFICATE", "tls.crt"),
                Map.entry("TLS_KEY", "tls.key"),
                Map.entry("DATABASE_POOL_SIZE", "3"),
                Map.entry("MIGRATE_ON_START", "false"),
                Map.entry("REQUEST_TIMEOUT", "1s"),
                Map.entry("ADMISSION_MAX_WAIT", "0"),
                Map.entry("TRUSTED_PROXIES", "10.0.0.0/8"),
                Map.entry("DRAIN_DELAY", "20s"),
                Map.entry("ACCESS_LOG", "on"),
                Map.entry("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector:4318"),
                Map.entry("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer%20sesame,x=y"),
                Map.entry("OTEL_SERVICE_NAME", "scores-2"),
                Map.entry("OTEL_TRACES_SAMPLER", "traceidratio"),
                Map.entry("OTEL_TRACES_SAMPLER_ARG", "0.25"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "test", "staging", "production"})
  void limitsAreTheSameInEveryEnvironment(String name) {
    assertEquals(
        limits(Map.of("DATABASE_URL", DATABASE)),
        limits(Map.of("DATABASE_URL", DATABASE, "MICRONAUT_ENVIRONMENTS", name)));
  }

  @Test
  void developmentStopsWithoutDrainDelay() {
    assertEquals(
        Duration.ZERO,
        read(Map.of("DATABASE_URL", DATABASE, "MICRONAUT_ENVIRONMENTS", "dev"))
            .get("shutdown.drain-delay"));
  }

  @Test
  void developmentListensOnLoopbackOnly() {
    for (String name : List.of("dev", "test")) {
      assertEquals(
          "127.0.0.1",
          read(Map.of("DATABASE_URL", DATABASE, "MICRONAUT_ENVIRONMENTS", name))
              .get("micronaut.server.host"));
    }
  }

  @Test
  void starListensOnAllInterfaces() {
    assertNull(
        read(Map.of("DATABASE_URL", DATABASE, "MICRONAUT_ENVIRONMENTS", "dev", "HOST", "*"))
            .get("micronaut.server.host"));
  }

  @ParameterizedTest
  @CsvSource({
    "HOST, no-such-host.invalid",
    "HOST, 192.0.2.1",
    "HOST, 127.0.0.1:5002",
    "PORT, -1",
    "PORT, 65536",
    "PORT, http",
    "DATABASE_URL, mysql://host/db",
    "DATABASE_POOL_SIZE, 0",
    "DATABASE_POOL_SIZE, 1001",
    "MIGRATE_ON_START, yes",
    "REQUEST_TIMEOUT, 0",
    "REQUEST_TIMEOUT, soon",
    "DRAIN_DELAY, -1s",
    "DRAIN_DELAY, later",
    "ADMISSION_MAX_WAIT, -1s",
    "OTEL_EXPORTER_OTLP_ENDPOINT, collector:4317",
    "OTEL_EXPORTER_OTLP_ENDPOINT, http://ann:sesame@collector",
    "OTEL_EXPORTER_OTLP_ENDPOINT, http:// collector",
    "OTEL_EXPORTER_OTLP_HEADERS, sesame",
    "OTEL_EXPORTER_OTLP_HEADERS, a=b c",
    "OTEL_EXPORTER_OTLP_HEADERS, a b=c",
    "OTEL_EXPORTER_OTLP_HEADERS, a=",
    "OTEL_EXPORTER_OTLP_HEADERS, a=%2",
    "OTEL_EXPORTER_OTLP_HEADERS, a=b%0Ac",
    "OTEL_TRACES_SAMPLER, jaeger_remote",
    "OTEL_TRACES_SAMPLER_ARG, 1.01",
    "OTEL_TRACES_SAMPLER_ARG, -0.1",
    "OTEL_TRACES_SAMPLER_ARG, half"
  })
  void invalidValueIsNamed(String name, String value) {
    Map<String, String> environment = new HashMap<>(Map.of("DATABASE_URL", DATABASE));
    environment.put(name, value);
    List<String> lines =
        assertThrows(InvalidSettingsException.class, () -> read(environment)).lines();
    assertEquals(1, lines.size());
    assertEquals(name + " is wrong: it should be ", lines.get(0).substring(0, name.length() + 24));
  }

  @Test
  void headerThatTheClientSetsItselfIsNamed() {
    InvalidSettingsException invalid =
        assertThrows(
            InvalidSettingsException.class,
            () ->
                read(
                    Map.of(
                        "DATABASE_URL", DATABASE, "OTEL_EXPORTER_OTLP_HEADERS", "Host=collector")));
    assertEquals(
        List.of("OTEL_EXPORTER_OTLP_HEADERS is wrong: the header Host cannot be set"),
        invalid.lines());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://ann:@host/db",
        "postgres://scores:scores@host/db",
        "postgres://users:users@host/db",
        "postgres://ann:postgres@host/db",
        "postgres://ann:%73cores@host/db",
        "jdbc:postgresql://host/db?user=ann&password=",
        "jdbc:postgresql://host/db?password=scores&user=ann"
      })
  void unsafePasswordIsForDevelopmentOnly(String url) {
    for (String name : List.of("", "staging", "production")) {
      Map<String, String> environment = Map.of("DATABASE_URL", url, "MICRONAUT_ENVIRONMENTS", name);
      assertEquals(
          List.of(
              "DATABASE_URL is wrong: outside dev and test the database's password must not be"
                  + " empty, postgres, scores or users"),
          assertThrows(InvalidSettingsException.class, () -> read(environment)).lines());
    }
    for (String name : List.of("dev", "test")) {
      read(Map.of("DATABASE_URL", url, "MICRONAUT_ENVIRONMENTS", name));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://ann@host/db",
        "postgres://ann:scores2@host/db",
        "jdbc:postgresql://host/db?user=ann&password=sesame"
      })
  void otherDatabasePasswordIsAccepted(String url) {
    read(Map.of("DATABASE_URL", url));
  }

  @Test
  void logFileMustBeWritable(@TempDir Path directory) throws IOException {
    Path there = Files.createFile(directory.resolve("there.log"));
    for (Path good : List.of(there, directory.resolve("new.log"))) {
      Map<String, String> environment =
          Map.of("DATABASE_URL", DATABASE, "LOG_FILE", good.toString());
      read(environment);
      assertEquals(Optional.of(good), CommonSettings.logFile(environment));
    }
    for (Path bad : List.of(directory, directory.resolve("none/new.log"), Path.of("/"))) {
      Map<String, String> environment =
          Map.of("DATABASE_URL", DATABASE, "LOG_FILE", bad.toString());
      assertEquals(
          List.of("LOG_FILE is wrong: it should be a file that can be written"),
          assertThrows(InvalidSettingsException.class, () -> read(environment)).lines());
      assertEquals(Optional.empty(), CommonSettings.logFile(environment));
    }
    assertEquals(Optional.empty(), CommonSettings.logFile(Map.of()));
  }

  /** The properties that limit requests. */
  private static Map<String, Object> limits(Map<String, String> environment) {
    Map<String, Object> limits = new TreeMap<>(read(environment));
    limits.keySet().removeIf(name -> !name.startsWith("limits.") && !name.contains("pool"));
    assertEquals(6, limits.size(), limits.toString());
    return limits;
  }

  private static Map<String, Object> read(Map<String, String> environment) {
    return Settings.read(CommonSettings.withPort(5002), environment);
  }
}
