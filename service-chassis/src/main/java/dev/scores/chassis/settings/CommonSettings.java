package dev.scores.chassis.settings;

import static java.util.function.Predicate.not;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings that every service has. */
public final class CommonSettings {

  private static final List<String> ENVIRONMENTS = List.of("dev", "test", "staging", "production");
  private static final List<String> DEVELOPMENT = List.of("dev", "test");

  private static final String ALL_INTERFACES = "*";

  /** RFC 6454, section 6.2. */
  private static final Pattern ORIGIN = Pattern.compile("https?://[\\w.-]+(:[0-9]{1,5})?");

  private static final Setting ENVIRONMENT =
      Setting.optional(
          "MICRONAUT_ENVIRONMENTS",
          "one of " + String.join(", ", ENVIRONMENTS),
          "production",
          "The environment, which selects defaults (see below).",
          value -> Map.of());

  /** The service's database, the only setting of commands on the database. */
  public static final Setting DATABASE =
      Setting.required(
              "DATABASE_URL",
              DatabaseUrl.FORM,
              "The service's own PostgreSQL database. User and password are percent-encoded: %40"
                  + " for @. Outside dev and test its password must not be empty, "
                  + DatabaseUrl.WELL_KNOWN_PASSWORDS
                  + ". With several hosts, one:5432,two:5432, the service uses the primary among"
                  + " them.",
              value -> DatabaseUrl.parse(value).ofPrimary().withOwnPassword().properties())
          .inDevelopment(value -> DatabaseUrl.parse(value).ofPrimary().properties())
          .masked(DatabaseUrl::withoutPassword);

  private static final Setting MIGRATE_ON_START =
      Setting.optional(
          "MIGRATE_ON_START",
          "true or false",
          "true",
          "Whether the service migrates its database when it starts.",
          Setting.flag("migrate-on-start"));

  private static final Setting ADMISSION =
      Setting.optional(
          "ADMISSION_MAX_WAIT",
          "a duration such as 500ms, or 0",
          "250ms",
          "Longest estimated queueing time. Above 512 requests in flight, a request that would wait"
              + " longer is rejected at once with 503. 0 turns admission control off.",
          value -> Map.of("limits.admission-wait", Durations.parse(value)));

  private static final Setting MAX_STREAMS =
      Setting.optional(
          "MAX_STREAMS",
          "a number of lists, 1 to 100000",
          "256",
          "Maximum number of list responses, paged or streamed, that are being"
              + " sent at once. A further request is rejected with 503.",
          Setting.number("limits.max-streams", 1, 100_000));

  private static final Setting MAX_STREAMS_PER_ADDRESS =
      Setting.optional(
          "MAX_STREAMS_PER_ADDRESS",
          "a number of lists, 1 to 100000",
          "64",
          "Maximum number of list responses that are being sent at once to one"
              + " client address (IPv6: one /64 network).",
          Setting.number("limits.max-streams-per-address", 1, 100_000));

  /** Load balancers need a few probes to notice; there are none in development. */
  private static final Setting DRAIN_DELAY =
      Setting.optional(
              "DRAIN_DELAY",
              "a duration such as 5s, or 0",
              "5s",
              "Time for which the service keeps serving after SIGTERM, while it"
                  + " reports *not ready*, before it closes its port.",
              CommonSettings::drainDelay)
          .inDevelopment("a duration such as 5s, or 0", "0", CommonSettings::drainDelay);

  private static final Setting TRUSTED_PROXIES =
      Setting.optional(
          "TRUSTED_PROXIES",
          "addresses or networks such as 10.0.0.0/8, separated by commas",
          "",
          "Proxies whose X-Forwarded-For header is trusted. Without any, the client is the TCP"
              + " peer.",
          value -> Map.of("limits.trusted-proxies", TrustedProxies.parse(value)));

  private static final Setting LOG_FILE =
      Setting.optional(
          "LOG_FILE",
          "a file that can be written",
          "",
          "File to which the log is also written, as JSON; at most six files of 10"
              + " MB are kept.",
          value -> {
            if (!value.isEmpty() && !canBeWritten(Path.of(value))) {
              throw new IllegalArgumentException(value);
            }
            return Map.of();
          });

  private static final Setting ACCESS_LOG =
      Setting.optional(
          "ACCESS_LOG",
          "on or off",
          "off",
          "Whether the service logs each request, with client, method, target,"
              + " status, bytes, milliseconds and request id.",
          value ->
              switch (value) {
                case "on" -> Map.of("micronaut.server.netty.access-logger.enabled", true);
                case "off" -> Map.of();
                default -> throw new IllegalArgumentException(value);
              });

  /** The variables that turn on TLS. */
  public static final Set<String> TLS = Set.of("TLS_CERTIFICATE", "TLS_KEY");

  private static final Setting TLS_CERTIFICATE =
      Setting.optional(
          "TLS_CERTIFICATE",
          "a PEM file with the certificate and those that sign it",
          "",
          "The certificate of the service, RSA or EC. With it the service speaks TLS 1.2 and 1.3,"
              + " and HTTP/2 or HTTP/1.1, on `PORT`, and no plain HTTP. Reloaded when the file"
              + " changes. Set TLS_KEY, too.",
          value -> value.isEmpty() ? Map.of() : tls(value));

  private static final Setting TLS_KEY =
      Setting.optional(
          "TLS_KEY",
          "a PEM file with a private key in PKCS #8 format, not encrypted",
          "",
          "The private key of the certificate. Reloaded when the file changes.",
          value -> value.isEmpty() ? Map.of() : Map.of("tls.key", value));

  /** In development the service listens on loopback, because passwords are well known there. */
  private static final Setting HOST =
      Setting.optional(
              "HOST",
              "an address or a host name of this machine, or * for all interfaces",
              ALL_INTERFACES,
              "The address on which the service listens.",
              CommonSettings::host)
          .inDevelopment(
              "an address or a host name of this machine, or * for all interfaces",
              "127.0.0.1",
              CommonSettings::host);

  private CommonSettings() {}

  /**
   * The environments in {@code MICRONAUT_ENVIRONMENTS}; {@code production} by default.
   *
   * @throws InvalidSettingsException if one is unknown
   */
  public static String[] environments(Map<String, String> environment) {
    List<String> names =
        Arrays.stream(environment.getOrDefault("MICRONAUT_ENVIRONMENTS", "").split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    if (!ENVIRONMENTS.containsAll(names)) {
      throw new InvalidSettingsException(
          List.of(
              "MICRONAUT_ENVIRONMENTS is wrong: it should be one of "
                  + String.join(", ", ENVIRONMENTS)));
    }
    return names.isEmpty() ? new String[] {"production"} : names.toArray(String[]::new);
  }

  /** Whether {@code MICRONAUT_ENVIRONMENTS} names {@code dev} or {@code test} and nothing else. */
  public static boolean isDevelopment(Map<String, String> environment) {
    return DEVELOPMENT.containsAll(List.of(environments(environment)));
  }

  /**
   * Whether the service migrates its database when it starts.
   *
   * @throws InvalidSettingsException if {@code MIGRATE_ON_START} is invalid
   */
  public static boolean migratesOnStart(Map<String, String> environment) {
    return Settings.read(List.of(MIGRATE_ON_START), environment).containsValue(true);
  }

  /** Whether {@code OTEL_EXPORTER_OTLP_ENDPOINT} is set. */
  public static boolean isTraced(Map<String, String> environment) {
    return !environment.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "").isBlank();
  }

  /** The file in {@code LOG_FILE}, if it is writable. */
  public static Optional<Path> logFile(Map<String, String> environment) {
    return Optional.of(environment.getOrDefault("LOG_FILE", "").strip())
        .filter(not(String::isEmpty))
        .map(Path::of)
        .filter(CommonSettings::canBeWritten);
  }

  /**
   * @param port the default of {@code PORT}
   */
  public static List<Setting> withPort(int port) {
    return Stream.of(basic(port), TracingVariables.ALL).flatMap(List::stream).toList();
  }

  private static List<Setting> basic(int port) {
    return List.of(
        ENVIRONMENT,
        HOST,
        Setting.optional(
            "PORT",
            "a port, 0 to 65535",
            Integer.toString(port),
            "The port on which the service listens; 0 selects a free port.",
            CommonSettings::port),
        TLS_CERTIFICATE,
        TLS_KEY,
        DATABASE,
        Setting.optional(
            "DATABASE_POOL_SIZE",
            "a number of connections, 1 to 1000",
            "16",
            "Number of connections in the database pool.",
            value -> {
              Map<String, Object> size =
                  Setting.number("datasources.default.maximum-pool-size", 1, 1000)
                      .properties(value);
              return Map.of(
                  "datasources.default.maximum-pool-size", size.values().iterator().next(),
                  "datasources.default.minimum-idle", size.values().iterator().next());
            }),
        Setting.optional(
            "CORS_ORIGINS",
            "* or origins such as https://app.example.com, separated by commas",
            "*",
            "Origins of web pages that may call the service; * allows all.",
            CommonSettings::origins),
        MIGRATE_ON_START,
        Setting.optional(
            "REQUEST_TIMEOUT",
            "a duration such as 5s or 500ms",
            "5s",
            "Time limit from the first byte of a request to the first byte of its"
                + " response. Beyond it the response is 503, or 408 if the payload is"
                + " incomplete; if the head is incomplete, the service closes the"
                + " connection.",
            value -> Map.of("limits.request-timeout", positive(value))),
        ADMISSION,
        MAX_STREAMS,
        MAX_STREAMS_PER_ADDRESS,
        TRUSTED_PROXIES,
        DRAIN_DELAY,
        LOG_FILE,
        ACCESS_LOG);
  }

  /** The framework has a port of its own for TLS. */
  private static Map<String, Object> port(String value) {
    Map<String, Object> plain = Setting.number("micronaut.server.port", 0, 65535).properties(value);
    Object port = plain.values().iterator().next();
    return Map.of("micronaut.server.port", port, "micronaut.server.ssl.port", port);
  }

  /** HTTP/2 only with TLS: without it, the framework would prepare each connection for both. */
  private static Map<String, Object> tls(String certificate) {
    return Map.of(
        "tls.certificate",
        certificate,
        "micronaut.server.ssl.enabled",
        true,
        "micronaut.server.http-version",
        "2.0");
  }

  private static Map<String, Object> drainDelay(String value) {
    return Map.of("shutdown.drain-delay", Durations.parse(value));
  }

  /** Resolved here, so that the error for an unknown name contains the setting's name. */
  private static Map<String, Object> host(String value) {
    if (value.equals(ALL_INTERFACES)) {
      return Map.of();
    }
    try {
      InetAddress address = InetAddress.getByName(value);
      if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) {
        throw new IllegalArgumentException("not an address of this machine");
      }
      return Map.of("micronaut.server.host", value);
    } catch (UnknownHostException | SocketException unusable) {
      throw new IllegalArgumentException(unusable);
    }
  }

  private static Duration positive(String value) {
    Duration span = Durations.parse(value);
    if (span.isZero()) {
      throw new IllegalArgumentException("must be positive");
    }
    return span;
  }

  /** Whether the file is writable or can be created. */
  private static boolean canBeWritten(Path file) {
    if (Files.exists(file)) {
      return Files.isRegularFile(file) && Files.isWritable(file);
    }
    @Nullable Path directory = file.toAbsolutePath().getParent();
    return directory != null && Files.isDirectory(directory) && Files.isWritable(directory);
  }

  private static Map<String, Object> origins(String value) {
    if (value.equals("*")) {
      return Map.of();
    }
    List<String> origins =
        Arrays.stream(value.split(",", -1))
            .map(String::strip)
            .filter(not(String::isEmpty))
            .toList();
    if (origins.isEmpty() || !origins.stream().allMatch(ORIGIN.asMatchPredicate())) {
      throw new IllegalArgumentException("not a list of origins");
    }
    return Map.of(
        "micronaut.server.cors.configurations.web.allowed-origins",
        origins,
        // Only configured origins may access a private network.
        "micronaut.server.cors.configurations.web.allow-private-network",
        true);
  }
}
