package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.devservices.ForkedService;
import dev.scores.devservices.ForkedService.Exit;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process prints and logs no password, token, hash or key, neither for successful nor for
 * rejected or failed requests.
 */
class UsersSecretsTest {

  /** Part of every password here. */
  private static final String SESAME = "sesame";

  private static final String UNREACHABLE = "postgres://keeper:sesame@127.0.0.1:1/none";

  private static final Pattern TOKEN =
      Pattern.compile("\"(?:access|auth)_token\":\"([A-Za-z0-9_.-]+)\"");

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void requestsLeakNoSecret() throws Exception {
    Path file = directory.resolve("users.log");
    try (UsersTestServer stored = UsersTestServer.start();
        ForkedService service =
            ForkedService.start(UsersApplication.class, environment(stored, file))) {
      String account =
          "{\"username\":\"ada\",\"email\":\"ada@example.com\",\"password\":\"sesame of ada\"}";
      String wrong = account.replace("of ada", "of bob");
      String first = token(send(service, "POST", "/auth/register", account));
      send(service, "POST", "/api/register", account);
      send(service, "POST", "/auth/register", account + "sesame");
      send(service, "POST", "/api/login", account);
      send(service, "POST", "/api/login", wrong);
      send(service, "POST", "/auth/login", wrong);
      send(service, "POST", "/users", account, bearer(first));
      send(service, "GET", "/auth/status?token=sesame", "", bearer("sesame.sesame.sesame"));
      send(service, "GET", "/auth/status", "", "Authorization", "Basic sesame");
      send(service, "GET", "/nothing/of/the/kind?password=sesame", "", bearer(first));
      String change = "{\"old\":\"sesame of ada\",\"new\":\"sesame of eve\"}";
      String second = token(send(service, "PUT", "/auth/password", change, bearer(first)));
      String hash = stored.value("select password_hash from users where username = 'ada'");
      send(service, "GET", "/auth/status", "", bearer(first));
      send(service, "GET", "/auth/status", "", bearer(second));
      send(service, "POST", "/auth/logout", "", bearer(second));
      stored.execute("alter table users alter column created_at drop default");
      stored.execute(
          "alter table users alter column created_at type jsonb using to_jsonb(created_at)");
      assertEquals(500, send(service, "POST", "/auth/register", account).statusCode());
      assertEquals(500, send(service, "POST", "/api/login", account).statusCode());
      stored.execute("alter table users rename column active to inactive");
      send(service, "GET", "/auth/status", "", bearer(second));
      String log = stop(service);
      assertTrue(log.contains("is now an admin"), log);
      assertTrue(log.contains("POST /auth/register failed"), log);
      assertTrue(log.lines().allMatch(line -> line.startsWith("{\"timestamp\"")), log);
      assertEquals(log, Files.readString(file));
      assertNothingSecret(log, first, second, hash);
    }
  }

  @Test
  void unavailableDatabaseLeaksNoSecret() throws IOException {
    Map<String, String> environment =
        Map.of(
            "PORT",
            "0",
            "MIGRATE_ON_START",
            "false",
            "DATABASE_URL",
            UNREACHABLE,
            "JWT_SIGNING_KEY",
            UsersTestServer.KEY.toJSONString());
    try (ForkedService service = ForkedService.start(UsersApplication.class, environment)) {
      String account =
          "{\"username\":\"ada\",\"email\":\"ada@example.com\",\"password\":\"sesame of ada\"}";
      assertEquals(503, send(service, "POST", "/api/login", account).statusCode());
      assertEquals(503, send(service, "POST", "/auth/register", account).statusCode());
      assertEquals(503, send(service, "GET", "/health/readiness", "").statusCode());
      String log = stop(service);
      assertTrue(log.contains(" at 127.0.0.1:1 cannot be reached: Connection refused"), log);
      assertNothingSecret(log);
    }
  }

  static Stream<Map<String, String>> invalidSettings() {
    String key = UsersTestServer.KEY.toJSONString();
    return Stream.of(
        Map.of(
            "DATABASE_URL", "postgres://keeper:ses@me:sesame@host:port/none",
            "JWT_SIGNING_KEY", key.substring(0, key.length() - 1),
            "JWT_VERIFICATION_KEYS", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"sesame\"}]}",
            "USERS_ADMIN_PASSWORD", "sesame"),
        Map.of(
            "DATABASE_URL", "jdbc:mysql://keeper:sesame@host/none",
            "JWT_SIGNING_KEY", key.replace("P-256", "P-384"),
            "JWT_VERIFICATION_KEYS", "sesame",
            "SMTP_URL", "smtp://keeper:sesame@"),
        Map.of(
            "JWT_SIGNING_KEY", "-----BEGIN PRIVATE KEY-----\nsesame\n-----END PRIVATE KEY-----"));
  }

  @ParameterizedTest
  @MethodSource("invalidSettings")
  void invalidSettingsLeakNoSecret(Map<String, String> invalid) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "DATABASE_URL",
                UNREACHABLE,
                "JWT_SIGNING_KEY",
                UsersTestServer.KEY.toJSONString()));
    environment.putAll(invalid);
    String printed = UsersCommand.execute(environment).errors();
    invalid.keySet().forEach(name -> assertTrue(printed.contains(name), printed));
    assertNothingSecret(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {UNREACHABLE, "jdbc:postgresql://127.0.0.1:1/none?user=keeper&password=sesame"})
  void failedMigrationLeaksNoSecret(String databaseUrl) {
    UsersCommand migration =
        UsersCommand.execute(
            Map.of(
                "DATABASE_URL", databaseUrl, "JWT_SIGNING_KEY", UsersTestServer.KEY.toJSONString()),
            "migrate");
    assertEquals(1, migration.status());
    assertTrue(migration.errors().startsWith("DATABASE_URL"), migration.errors());
    assertNothingSecret(migration.errors());
  }

  private HttpResponse<String> send(
      ForkedService service, String method, String path, String payload, String... headers)
      throws IOException {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/json";
    return service.send(client, method, path, payload, all);
  }

  /** Terminates the process and returns its whole output. */
  private static String stop(ForkedService service) {
    service.terminate();
    Exit exit = service.awaitExit();
    return exit.output() + exit.errors();
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
        // Also the signature of a token alone.
        .flatMap(secret -> Stream.of(secret, secret.substring(secret.lastIndexOf('.') + 1)))
        .forEach(secret -> assertFalse(log.contains(secret), () -> secret + " is in " + log));
  }

  private static String token(HttpResponse<String> response) {
    Matcher token = TOKEN.matcher(response.body());
    assertTrue(token.find(), response.body());
    return token.group(1);
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }
}
