package dev.scores.chassis.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.settings.CommonSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** The command line. The tests of the services check the effect of commands on a database. */
class ProgramTest {

  @Command(name = "own")
  record Own(RuntimeException fault) implements Callable<Integer> {

    @Override
    public Integer call() {
      throw fault;
    }
  }

  private record Ended(int status, String errors) {}

  @Test
  void serviceCanAddCommands() {
    assertEquals(
        new Ended(1, "The service cannot start: why (IllegalStateException)\n"),
        run(Map.of(), "own"));
  }

  @Test
  void invalidCommandLinePrintsErrorAndUsage() {
    Ended ended = run(Map.of(), "migrate", "--all");
    assertEquals(2, ended.status());
    assertTrue(ended.errors().startsWith("Unknown option: '--all'\nUsage: test migrate"));
  }

  @Test
  void invalidEnvironmentPrintsOneLinePerVariable() {
    assertEquals(78, run(Map.of("PORT", "x"), "serve").status());
    assertEquals(2, run(Map.of("PORT", "x")).errors().lines().count());
    assertEquals(78, run(Map.of(), "migrate").status());
    assertEquals(78, run(Map.of(), "seed").status());
    assertEquals(78, run(Map.of("MICRONAUT_ENVIRONMENTS", "prod"), "recreate-db").status());
  }

  @Test
  void serveIsTheDefaultCommand() {
    Ended unnamed = run(Map.of("PORT", "x"));
    assertEquals(78, unnamed.status());
    assertEquals(unnamed, run(Map.of("PORT", "x"), "serve"));
  }

  @Test
  void seedRunsWithoutServing() {
    assertEquals(
        new Ended(0, ""),
        run(
            Map.of(
                "MICRONAUT_ENVIRONMENTS",
                "test",
                "DATABASE_URL",
                "postgres://a:b@none/c",
                "MIGRATE_ON_START",
                "false"),
            "seed"));
  }

  @Test
  void versionIsThatOfThePackage() {
    assertEquals("unpackaged", new Program.Version().getVersion()[0]);
  }

  @Test
  void recreateDbRequiresYesOutsideDevelopment() {
    Ended ended = run(Map.of("MICRONAUT_ENVIRONMENTS", "staging"), "recreate-db");
    assertEquals(2, ended.status());
    assertTrue(ended.errors().startsWith("recreate-db deletes everything: "), ended.errors());
    assertEquals(78, run(Map.of(), "recreate-db", "--yes").status());
    assertEquals(78, run(Map.of("MICRONAUT_ENVIRONMENTS", "dev"), "recreate-db").status());
  }

  private static Ended run(Map<String, String> environment, String... arguments) {
    StringWriter errors = new StringWriter();
    Program program =
        new Program(
            "test",
            new ServiceDefinition(CommonSettings.withPort(0)),
            context -> "nothing",
            new Own(new IllegalStateException("why")));
    PrintWriter output = new PrintWriter(Writer.nullWriter());
    int status = program.execute(arguments, environment, output, new PrintWriter(errors));
    return new Ended(status, errors.toString());
  }
}
