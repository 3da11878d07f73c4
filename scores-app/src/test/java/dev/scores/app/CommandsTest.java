package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.devservices.DevPostgres;
import dev.scores.devservices.ForkedService;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The commands: output, exit status and effect on the database. */
@Execution(ExecutionMode.CONCURRENT)
class CommandsTest {

  private final String database = DevPostgres.forTests().freshDatabase();

  @Test
  void databaseIsMigratedSeededAndRecreated() {
    // A migration needs only DATABASE_URL.
    assertEquals(
        "The tables are up to date now: migrated to version 17.\n",
        done(Map.of("DATABASE_URL", database), "migrate"));
    assertEquals("The tables are up to date.\n", done(production(), "migrate"));
    String added = seeded();
    assertTrue(added.matches("[0-9]{4,5} attempts of 200 users were added\\.\n"), added);
    String rows = ScoresService.rows(database);
    assertEquals("There are scores already, so none were added.\n", seeded());
    assertEquals(rows, ScoresService.rows(database));

    ExecutedCommand rejected = ExecutedCommand.of(production(), "recreate-db");
    assertEquals(2, rejected.status());
    assertTrue(
        rejected
            .errors()
            .startsWith("recreate-db deletes everything: outside dev and test it requires --yes\n"),
        rejected.errors());
    assertEquals(rows, ScoresService.rows(database));

    String recreated =
        "Everything was deleted. The tables are up to date now: migrated to version 17.\n";
    assertEquals(recreated, done(production(), "recreate-db", "--yes"));
    assertEquals("", ScoresService.rows(database));
    assertEquals(recreated, done(with("MICRONAUT_ENVIRONMENTS", "dev"), "recreate-db"));
  }

  @Test
  void concurrentMigrationsSucceed() throws InterruptedException {
    List<ExecutedCommand> ends;
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      Callable<ExecutedCommand> migrate = () -> ExecutedCommand.of(production(), "migrate");
      ends =
          threads.invokeAll(Collections.nCopies(3, migrate)).stream()
              .map(Future::resultNow)
              .toList();
    }
    assertTrue(ends.stream().allMatch(end -> end.status() == 0), ends.toString());
    assertEquals(
        1,
        ends.stream().filter(end -> end.output().contains("migrated to version 17")).count(),
        ends.toString());
  }

  @Test
  void commandEndsTheProcessWithItsStatus() {
    ForkedService.Exit migrated =
        ForkedService.run(ScoresApplication.class, production(), "migrate");
    assertEquals(
        new ForkedService.Exit(0, "The tables are up to date now: migrated to version 17.\n", ""),
        migrated);
    assertEquals(2, ForkedService.run(ScoresApplication.class, production(), "sreve").status());
  }

  @Test
  void helpAndVersionNeedNoEnvironment() {
    String help = done(Map.of(), "--help");
    for (String command :
        List.of(
            "serve",
            "migrate",
            "recreate-db",
            "after-restore",
            "seed",
            "fake",
            "erase-user",
            "rebuild-reports",
            "distribute")) {
      assertTrue(help.contains("\n  " + command + " "), help);
    }
    assertEquals(1, done(Map.of(), "--version").lines().count());
  }

  @Test
  void userIsErased() {
    done(production(), "migrate");
    ScoresService.execute(
        database,
        "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
            + " values (7, 1, true, now(), now()), (8, 1, true, now(), now())");
    Map<String, String> environment = with("USERS_SERVICE_URL", "http://127.0.0.1:1");
    for (int i = 0; i < 2; i++) {
      String output = done(environment, "erase-user", "7");
      assertTrue(output.endsWith("User 7 was erased.\n"), output);
      assertFalse(ScoresService.rows(database).contains(",7,1,"));
      assertTrue(ScoresService.rows(database).contains(",8,1,"));
    }
    assertEquals(2, ExecutedCommand.of(environment, "erase-user", "0").status());
    assertEquals(2, ExecutedCommand.of(environment, "erase-user").status());
  }

  @Test
  void restoredDatabaseIsPrepared() {
    String end = " The restored database is prepared.\n";
    assertEquals(
        "The tables are up to date now: migrated to version 17." + end,
        done(Map.of("DATABASE_URL", database), "after-restore", "--yes"));
    assertEquals("The tables are up to date." + end, done(production(), "after-restore", "--yes"));
    assertEquals(2, ExecutedCommand.of(production(), "after-restore").status());
  }

  /** On a cluster it is tried with {@code -Dcitus.nodes} in scores-persistence. */
  @Test
  void tablesOfAServerWithoutCitusAreNotDistributed() {
    assertEquals(
        new ExecutedCommand(1, "", "the schema is missing: run the command migrate\n"),
        ExecutedCommand.of(production(), "distribute"));
    done(production(), "migrate");
    assertEquals(
        new ExecutedCommand(
            1,
            "",
            "The database lacks the extension citus: create it here and on each node first.\n"),
        ExecutedCommand.of(production(), "distribute"));
  }

  @Test
  void wrongCommandLinePrintsUsage() {
    ExecutedCommand ended = ExecutedCommand.of(production(), "sreve");
    assertEquals(2, ended.status());
    List<String> errors = ended.errors().lines().toList();
    assertEquals("Unmatched argument at index 0: 'sreve'", errors.get(0));
    assertEquals("Usage: scores [-hV] [COMMAND]", errors.get(1));
    assertEquals(2, ExecutedCommand.of(production(), "migrate", "--all").status());
  }

  @Test
  void missingSettingsAreNamedInOneLine() {
    ExecutedCommand unset = ExecutedCommand.of(Map.of(), "migrate");
    assertEquals(78, unset.status());
    assertTrue(unset.errors().startsWith("DATABASE_URL is not set: "), unset.errors());
    ExecutedCommand away =
        ExecutedCommand.of(Map.of("DATABASE_URL", "postgres://a:b@127.0.0.1:1/c"), "migrate");
    assertEquals(1, away.status());
    assertTrue(
        away.errors().startsWith("DATABASE_URL: the database cannot be used: "), away.errors());
    assertEquals(1, away.errors().lines().count(), away.errors());
  }

  private String seeded() {
    return done(with("USERS_SERVICE_URL", "http://127.0.0.1:1"), "seed")
        .lines()
        .filter(line -> line.endsWith("added."))
        .findFirst()
        .orElseThrow()
        .concat("\n");
  }

  private static String done(Map<String, String> environment, String... arguments) {
    ExecutedCommand ended = ExecutedCommand.of(environment, arguments);
    assertEquals(0, ended.status(), ended.errors());
    return ended.output();
  }

  private Map<String, String> production() {
    return Map.of("DATABASE_URL", database);
  }

  private Map<String, String> with(String name, String value) {
    Map<String, String> environment = new HashMap<>(production());
    environment.put(name, value);
    return environment;
  }
}
