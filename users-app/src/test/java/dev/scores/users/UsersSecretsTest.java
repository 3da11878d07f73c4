package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No password, token, hash or key is in anything that a process prints or writes, as it is shipped:
 * not where all goes well, not in a refusal, and not where something fails.
 */
class UsersSecretsTest {

  /** All secrets of people, databases and clients here have it in them. */
  private static final String SESAME = "sesame";

  private static final Pattern TOKEN =
      Pattern.compile("\"(?:access|auth)_token\":\"([A-Za-z0-9_.-]+)\"");

  @TempDir private Path directory;

  @Test
  void requestsLeakNoSecret() throws Exception {
    Path file = directory.resolve("users.log");
    try (UsersTestServer stored = UsersTestServer.start();
        UsersProcess service = UsersProcess.start(environment(stored, file))) {
      String account =
          "{\"username\":\"ada\",\"email\":\"ada@example.com\",\"password\":\"sesame of ada\"}";
      String wrong = account.replace("of ada", "of bob");
      String first = token(service.send("POST", "/auth/register", account));
      service.send("POST", "/api/register", account);
      service.send("POST", "/auth/register", account + "sesame");
      service.send("POST", "/api/login", account);
      service.send("POST", "/api/login", wrong);
      service.send("POST", "/auth/login", wrong);
      service.send("POST", "/users", account, bearer(first));
      service.send("GET", "/auth/status?token=sesame", "", bearer("sesame.sesame.sesame"));
      service.send("GET", "/auth/status", "", "Authorization", "Basic sesame");
      service.send("GET", "/nothing/of/the/kind?password=sesame", "", bearer(first));
      String change = "{\"old\":\"sesame of ada\",\"new\":\"sesame of eve\"}";
      String second = token(service.send("PUT", "/auth/password", change, bearer(first)));
      String hash = stored.value("select password_hash from users where username = 'ada'");
      service.send("GET", "/auth/status", "", bearer(first));
      service.send("GET", "/auth/status", "", bearer(second));
      service.send("POST", "/auth/logout", "", bearer(second));
      stored.execute("alter table users alter column created_at drop default");
      stored.execute(
          "alter table users alter column created_at type jsonb using to_jsonb(created_at)");
      assertEquals(500, service.send("POST", "/auth/register", account).statusCode());
      assertEquals(500, service.send("POST", "/api/login", account).statusCode());
      String log = service.stop();
      assertTrue(log.contains("POST /auth/register failed"), log);
      assertTrue(log.lines().allMatch(line -> line.startsWith("{\"timestamp\"")), log);
      assertEquals(log, Files.readString(file));
      assertNothingSecret(log, first, second, hash);
    }
  }

  @Test
  void unavailableDatabaseLeaksNoSecret() {
    Map<String, String> environment =
        Map.of(
            "PORT", "0",
            "MIGRATE_ON_START", "false",
            "DATABASE_URL", "postgres://keeper:sesame@127.0.0.1:1/none",
            "JWT_SIGNING_KEY", UsersTestServer.KEY.toJSONString());
    try (UsersProcess service = UsersProcess.start(environment)) {
      String account =
          "{\"username\":\"ada\",\"email\":\"ada@example.com\",\"password\":\"sesame of ada\"}";
      assertEquals(503, service.send("POST", "/api/login", account).statusCode());
      assertEquals(503, service.send("POST", "/auth/register", account).statusCode());
      assertEquals(503, service.send("GET", "/health/readiness", "").statusCode());
      String log = service.stop();
      assertTrue(log.contains(" at 127.0.0.1:1 cannot be reached: Connection refused"), log);
      assertNothingSecret(log);
    }
  }

  /** The first two are well-formed, and fail when the database is to be migrated. */
  static Stream<Map<String, String>> wrong() {
    String key = UsersTestServer.KEY.toJSONString();
    return Stream.of(
        Map.of("DATABASE_URL", "postgres://keeper:sesame@127.0.0.1:1/none"),
        Map.of("DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/none?user=keeper&password=sesame"),
        Map.of(
            "DATABASE_URL", "postgres://keeper:ses@me:sesame@host:port/none",
            "JWT_SIGNING_KEY", key.substring(0, key.length() - 1),
            "JWT_VERIFICATION_KEYS", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"sesame\"}]}",
            "USERS_ADMIN_PASSWORD", "sesame"),
        Map.of(
            "DATABASE_URL", "jdbc:mysql://keeper:sesame@host/none",
            "JWT_SIGNING_KEY", key.replace("P-256", "P-384"),
            "JWT_VERIFICATION_KEYS", "sesame"),
        Map.of(
            "JWT_SIGNING_KEY", "-----BEGIN PRIVATE KEY-----\nsesame\n-----END PRIVATE KEY-----"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void invalidSettingsLeakNoSecret(Map<String, String> wrong) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "PORT", "0",
                "DATABASE_URL", "postgres://keeper:sesame@127.0.0.1:1/none",
                "JWT_SIGNING_KEY", UsersTestServer.KEY.toJSONString()));
    environment.putAll(wrong);
    String printed = UsersProcess.run(environment);
    wrong.keySet().forEach(name -> assertTrue(printed.contains(name), printed));
    assertNothingSecret(printed);
  }

  private static Map<String, String> environment(UsersTestServer stored, Path file) {
    String role = "keeper_" + stored.databaseUrl().replaceFirst(".*/", "");
    stored.execute("create role " + role + " superuser login password 'sesame'");
    return Map.of(
        "PORT",
        "0",
        "LOG_FILE",
        file.toString(),
        "DATABASE_URL",
        stored.databaseUrl().replaceFirst("//[^@]+@", "//" + role + ":sesame@"),
        "JWT_SIGNING_KEY",
        UsersTestServer.KEY.toJSONString(),
        "USERS_ADMIN_EMAIL",
        "chief@example.com",
        "USERS_ADMIN_PASSWORD",
        "sesame of the chief");
  }

  private static void assertNothingSecret(String log, String... secrets) {
    List<String> always =
        List.of(SESAME, "$argon2id$", "Bearer ", UsersTestServer.KEY.getD().toString());
    Stream.concat(always.stream(), Stream.of(secrets))
        // Also not the signature of a token alone.
        .flatMap(secret -> Stream.of(secret, secret.substring(secret.lastIndexOf('.') + 1)))
        .forEach(secret -> assertFalse(log.contains(secret), () -> secret + " is in " + log));
  }

  private static String token(HttpResponse<String> answer) {
    Matcher token = TOKEN.matcher(answer.body());
    assertTrue(token.find(), answer.body());
    return token.group(1);
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }
}
