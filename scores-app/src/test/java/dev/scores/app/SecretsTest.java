package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.devservices.DevPostgres;
import dev.scores.devservices.ForkedService;
import dev.scores.devservices.ForkedService.Exit;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens and database passwords appear in no output of a process, whether requests succeed, are
 * rejected or fail. All secrets contain {@code sesame}.
 */
@Execution(ExecutionMode.CONCURRENT)
class SecretsTest {

  private static final String DRAFT = "{\"exercise_id\":85,\"correct\":true}";

  private final UsersStub users = new UsersStub();
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path directory;

  @AfterEach
  void stop() {
    users.close();
    client.close();
  }

  @Test
  void outputHasNoSecrets() throws Exception {
    Path file = directory.resolve("scores.log");
    String database = DevPostgres.forTests().freshDatabase();
    String role = "keeper_" + database.replaceFirst(".*/", "");
    ScoresService.execute(database, "create role " + role + " superuser login password 'sesame'");
    users.respond("sesame-of-ada", 200, UsersStub.user("7", "true"));
    users.respond("sesame-unknown", 500, "{\"sesame\":true}");
    users.respond("sesame-of-gone", 200, UsersStub.user("8", "false"));
    Map<String, String> environment =
        Map.of(
            "PORT",
            "0",
            "LOG_FILE",
            file.toString(),
            "AUTH_CACHE_TTL",
            "10m",
            "WEBHOOKS",
            "lms=http://127.0.0.1:1/sesame#whsec_" + "sesame12".repeat(4),
            "DATABASE_URL",
            database.replaceFirst("//[^@]+@", "//" + role + ":sesame@"),
            "USERS_SERVICE_URL",
            users.url());
    try (ForkedService service = ForkedService.start(ScoresApplication.class, environment)) {
      service.awaitOutput(Pattern.compile("(delivers) to webhook target"));
      assertEquals(201, patch(service, "/scores", "Bearer sesame-of-ada", DRAFT));
      assertEquals(400, patch(service, "/scores", "Bearer sesame-of-ada", "{\"sesame\":1"));
      assertEquals(401, patch(service, "/scores", "Bearer sesame-of-bob", DRAFT));
      assertEquals(401, patch(service, "/scores", "Bearer sesame-of-gone", DRAFT));
      assertEquals(401, patch(service, "/scores", "Basic sesame", DRAFT));
      assertEquals(503, patch(service, "/scores", "Bearer sesame-unknown", DRAFT));
      assertEquals(404, patch(service, "/none?token=sesame", "Bearer sesame-of-ada", DRAFT));
      users.close();
      assertEquals(503, patch(service, "/scores", "Bearer sesame-of-eve", DRAFT));
      service.awaitOutput(Pattern.compile("webhook target \\S+ (fails)"));
      ScoresService.execute(
          database,
          "alter table scores alter column created_at type jsonb using to_jsonb(created_at)");
      assertEquals(500, patch(service, "/scores", "Bearer sesame-of-ada", DRAFT));
      service.terminate();
      Exit ended = service.awaitExit();
      assertTrue(ended.output().contains("PATCH /scores failed"), ended.output());
      assertTrue(ended.output().contains(" is unreachable: "), ended.output());
      assertEquals(ended.output(), Files.readString(file));
      assertNothingSecret(ended);
    }
  }

  @Test
  void outputHasNoSecretsWithoutTheDatabase() throws Exception {
    users.respond("sesame-of-ada", 200, UsersStub.user("7", "true"));
    Map<String, String> environment =
        Map.of(
            "PORT", "0",
            "MIGRATE_ON_START", "false",
            "DATABASE_URL", "postgres://keeper:sesame@127.0.0.1:1/none",
            "USERS_SERVICE_URL", users.url());
    try (ForkedService service = ForkedService.start(ScoresApplication.class, environment)) {
      assertEquals(503, patch(service, "/scores", "Bearer sesame-of-ada", DRAFT));
      service.send(client, "GET", "/health/readiness", "");
      service.terminate();
      Exit ended = service.awaitExit();
      assertTrue(ended.output().contains("cannot be reached: "), ended.output());
      assertNothingSecret(ended);
    }
  }

  @Test
  void outputHasNoSecretsInJwtMode() throws Exception {
    Map<String, String> environment =
        Map.of(
            "PORT", "0",
            "MIGRATE_ON_START", "false",
            "AUTH_MODE", "jwt",
            "DATABASE_URL", "postgres://keeper:sesame@127.0.0.1:1/none",
            "USERS_SERVICE_URL", users.url());
    users.close();
    String token = TokenForger.token(TokenForger.key("unknown"), 7);
    try (ForkedService service = ForkedService.start(ScoresApplication.class, environment)) {
      assertEquals(503, patch(service, "/scores", "Bearer " + token, DRAFT));
      assertEquals(401, patch(service, "/scores", "Bearer sesame.sesame.sesame", DRAFT));
      service.terminate();
      Exit ended = service.awaitExit();
      assertTrue(ended.output().contains(" is unreachable: "), ended.output());
      assertFalse(ended.output().contains(token.substring(token.lastIndexOf('.') + 1)));
      assertNothingSecret(ended);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://keeper:sesame@127.0.0.1:1/none",
        "jdbc:postgresql://127.0.0.1:1/none?user=keeper&password=sesame"
      })
  void outputHasNoSecretsIfTheDatabaseCannotBeMigrated(String database) {
    Map<String, String> environment =
        Map.of("PORT", "0", "DATABASE_URL", database, "USERS_SERVICE_URL", users.url());
    Exit ended = ForkedService.run(ScoresApplication.class, environment);
    assertTrue(ended.errors().contains("DATABASE_URL"), ended.errors());
    assertNothingSecret(ended);
  }

  static Stream<Map<String, String>> wrong() {
    return Stream.of(
        Map.of(
            "DATABASE_URL", "postgres://keeper:ses@me:sesame@host:port/none",
            "USERS_SERVICE_URL", "ftp://keeper:sesame@users",
            "AUTH_CACHE_TTL", "sesame"),
        Map.of(
            "DATABASE_URL", "jdbc:mysql://keeper:sesame@host/none",
            "USERS_SERVICE_URL", "keeper:sesame@users"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void outputHasNoSecretsIfSettingsAreInvalid(Map<String, String> wrong) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "PORT", "0",
                "DATABASE_URL", "postgres://keeper:sesame@127.0.0.1:1/none",
                "USERS_SERVICE_URL", users.url()));
    environment.putAll(wrong);
    ExecutedCommand ended = ExecutedCommand.of(environment);
    assertEquals(78, ended.status());
    wrong.keySet().forEach(name -> assertTrue(ended.errors().contains(name), ended.errors()));
    assertFalse(ended.errors().contains("sesame"), ended.errors());
  }

  private static void assertNothingSecret(Exit ended) {
    String all = ended.output() + ended.errors();
    assertFalse(all.contains("sesame"), all);
    assertFalse(all.contains("Bearer "), all);
  }

  private int patch(ForkedService service, String path, String authorization, String payload)
      throws IOException {
    return service
        .send(
            client,
            "PATCH",
            path,
            payload,
            "Authorization",
            authorization,
            "Content-Type",
            ScoresService.JSON)
        .statusCode();
  }
}
