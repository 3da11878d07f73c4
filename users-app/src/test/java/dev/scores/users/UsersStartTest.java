package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The start as a process: with a wrong environment it ends at once, saying which variable is wrong.
 */
class UsersStartTest {

  private static final Map<String, String> GOOD =
      Map.of(
          "DATABASE_URL",
          "postgres://nobody@127.0.0.1:1/none",
          "JWT_SIGNING_KEY",
          UsersTestServer.KEY.toJSONString());

  private record Ended(int status, String errors) {}

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments("DATABASE_URL", ""),
        arguments("DATABASE_URL", "mysql://user:secret@host/db"),
        arguments("JWT_SIGNING_KEY", ""),
        arguments("JWT_SIGNING_KEY", "secret"),
        arguments("JWT_SIGNING_KEY", UsersTestServer.KEY.toPublicJWK().toJSONString()),
        arguments("TOKEN_TTL", "0"),
        arguments("TOKEN_TTL", "366d"),
        arguments("TOKEN_TTL", "soon"),
        arguments("PASSWORD_HASHES_AT_ONCE", "0"),
        arguments("JWT_VERIFICATION_KEYS", "secret"),
        arguments("JWT_VERIFICATION_KEYS", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}"),
        arguments("USERS_ACCESS", "open"),
        arguments("USERS_ACCESS", "nobody"),
        arguments("USERS_ADMIN_EMAIL", "secret"),
        arguments("USERS_ADMIN_PASSWORD", "secret"),
        arguments("LOGIN_RATE_LIMIT", "-1"),
        arguments("LOGIN_RATE_LIMIT", "often"),
        arguments("TRUSTED_PROXIES", "secret"),
        arguments("TRUSTED_PROXIES", "10.0.0.0/33"),
        arguments("LIST_DEFAULT_LIMIT", "1001"),
        arguments("PORT", "http"),
        arguments("MICRONAUT_ENVIRONMENTS", "prod"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void invalidSettingIsNamedInOneLine(String name, String value) throws Exception {
    Map<String, String> environment = new HashMap<>(GOOD);
    environment.put(name, value);
    Ended ended = start(environment);
    assertEquals(78, ended.status(), ended.errors());
    assertEquals(1, ended.errors().lines().count(), ended.errors());
    assertTrue(
        ended
            .errors()
            .startsWith(name + (value.isEmpty() ? " is not set" : " is wrong") + ": it should be "),
        ended.errors());
    assertTrue(!ended.errors().contains("secret"), ended.errors());
  }

  @Test
  void wellKnownDatabasePasswordStopsTheStart() throws Exception {
    Map<String, String> environment = new HashMap<>(GOOD);
    environment.put("DATABASE_URL", "postgres://users:users@127.0.0.1:1/users");
    Ended ended = start(environment);
    assertEquals(78, ended.status());
    assertEquals(
        List.of(
            "DATABASE_URL is wrong: outside dev and test the database's password must not be empty,"
                + " postgres, scores or users"),
        ended.errors().lines().toList());
  }

  @Test
  void everyMissingSettingIsNamed() throws Exception {
    Ended ended = start(Map.of());
    assertEquals(78, ended.status());
    assertEquals(2, ended.errors().lines().count(), ended.errors());
  }

  @Test
  void signingKeyIsRequiredOutsideDevelopment() throws Exception {
    for (String environment : List.of("staging", "production", "dev,production")) {
      Ended ended =
          start(
              Map.of(
                  "DATABASE_URL", GOOD.get("DATABASE_URL"), "MICRONAUT_ENVIRONMENTS", environment));
      assertEquals(78, ended.status(), ended.errors());
      assertTrue(ended.errors().startsWith("JWT_SIGNING_KEY is not set"), ended.errors());
    }
    Ended ended =
        start(Map.of("DATABASE_URL", GOOD.get("DATABASE_URL"), "MICRONAUT_ENVIRONMENTS", "test"));
    assertEquals(1, ended.status(), ended.errors());
    assertTrue(ended.errors().startsWith("DATABASE_URL: "), ended.errors());
  }

  @Test
  void failedMigrationIsReportedInOneLine() throws Exception {
    Ended ended = start(GOOD);
    assertEquals(1, ended.status(), ended.errors());
    assertEquals(1, ended.errors().lines().count(), ended.errors());
    assertTrue(
        ended.errors().startsWith("DATABASE_URL: the database cannot be used: "), ended.errors());
  }

  private static Ended start(Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dlogback.configurationFile=logback.xml",
            "-cp",
            System.getProperty("java.class.path"),
            UsersApplication.class.getName());
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), errors);
  }
}
