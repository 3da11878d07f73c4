package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.scores.devservices.ForkedService;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With invalid settings the service does not start and names the variables. */
@Execution(ExecutionMode.CONCURRENT)
class StartTest {

  private static final Map<String, String> GOOD =
      Map.of(
          "DATABASE_URL", "postgres://nobody@127.0.0.1:1/none",
          "USERS_SERVICE_URL", "http://127.0.0.1:1");

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments("DATABASE_URL", ""),
        arguments("DATABASE_URL", "mysql://user:secret@host/db"),
        arguments("DATABASE_URL", "postgres://host"),
        arguments("USERS_SERVICE_URL", ""),
        arguments("USERS_SERVICE_URL", "users:5001"),
        arguments("USERS_SERVICE_URL", "ftp://users"),
        arguments("PORT", "http"),
        arguments("PORT", "65536"),
        arguments("DATABASE_POOL_SIZE", "0"),
        arguments("MIGRATE_ON_START", "yes"),
        arguments("AUTH_MODE", "none"),
        arguments("AUTH_CACHE_TTL", "soon"),
        arguments("AUTH_CACHE_TTL", "-1s"),
        arguments("MICRONAUT_ENVIRONMENTS", "prod"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void invalidSettingIsNamedInOneLine(String name, String value) {
    Map<String, String> environment = new HashMap<>(GOOD);
    environment.put(name, value);
    ExecutedCommand ended = ExecutedCommand.of(environment);
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
  void wellKnownDatabasePasswordStopsTheStart() {
    Map<String, String> environment = new HashMap<>(GOOD);
    environment.put("DATABASE_URL", "postgres://scores:scores@127.0.0.1:1/scores");
    ForkedService.Exit ended = ForkedService.run(ScoresApplication.class, environment);
    assertEquals(78, ended.status());
    assertEquals(
        List.of(
            "DATABASE_URL is wrong: outside dev and test the database's password must not be empty,"
                + " postgres, scores or users"),
        ended.errors().lines().toList());
  }

  @Test
  void standbyOfACitusClusterStopsTheStart() {
    Map<String, String> environment = new HashMap<>(GOOD);
    environment.put("DATABASE_ENGINE", "citus");
    environment.put("DATABASE_READ_URL", GOOD.get("DATABASE_URL"));
    ExecutedCommand ended = ExecutedCommand.of(environment);
    assertEquals(
        new ExecutedCommand(
            78, "", "DATABASE_READ_URL is wrong: it must not be set with DATABASE_ENGINE=citus\n"),
        ended);
  }

  @Test
  void everyMissingSettingIsNamed() {
    ExecutedCommand ended = ExecutedCommand.of(Map.of());
    assertEquals(78, ended.status());
    assertEquals(2, ended.errors().lines().count(), ended.errors());
  }

  @Test
  void unreachableDatabaseIsNamedInOneLine() {
    ForkedService.Exit ended = ForkedService.run(ScoresApplication.class, GOOD);
    assertEquals(1, ended.status(), ended.errors());
    assertEquals(1, ended.errors().lines().count(), ended.errors());
    assertTrue(
        ended.errors().startsWith("DATABASE_URL: the database cannot be used: "), ended.errors());
  }

  @Test
  void portInUseIsNamedInOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Map<String, String> environment = new HashMap<>(GOOD);
      environment.put("PORT", Integer.toString(taken.getLocalPort()));
      environment.put("MIGRATE_ON_START", "false");
      ForkedService.Exit ended = ForkedService.run(ScoresApplication.class, environment);
      assertEquals(1, ended.status(), ended.errors());
      assertEquals(1, ended.errors().lines().count(), ended.errors());
      assertTrue(ended.errors().startsWith("PORT: "), ended.errors());
    }
  }
}
