package dev.scores.devservices;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The whole system, or its database alone, from nothing to the banner and until Ctrl-C. */
final class DevelopmentSystem {

  private static final String USERS = "users";
  private static final String SCORES = "scores";

  private final SystemSpec blueprint;
  private final boolean fresh;
  private final boolean demo;
  private final PrintStream out;

  /**
   * @param fresh to start with empty databases
   * @param demo to bring a class into the services
   */
  DevelopmentSystem(SystemSpec blueprint, boolean fresh, boolean demo, PrintStream out) {
    this.blueprint = blueprint;
    this.fresh = fresh;
    this.demo = demo;
    this.out = out;
  }

  /**
   * Runs the services and their database.
   *
   * @throws StartupException when something does not come up or dies later; everything is stopped
   *     then
   */
  void run() throws InterruptedException {
    try (var running = Running.untilToldToEnd()) {
      claimData(running);
      requireFree(blueprint.usersPort());
      requireFree(blueprint.scoresPort());
      unlessToldToEnd(running, this::runServices);
    }
  }

  /** Runs the database only. */
  void runDatabase() throws InterruptedException {
    try (var running = Running.untilToldToEnd()) {
      claimData(running);
      unlessToldToEnd(
          running,
          it -> {
            say(startDatabase(it));
            it.awaitEnd();
          });
    }
  }

  private interface Work {
    void in(Running running) throws InterruptedException;
  }

  /** Whoever presses Ctrl-C knows why things fail and die. */
  private static void unlessToldToEnd(Running running, Work work) throws InterruptedException {
    try {
      work.in(running);
    } catch (RuntimeException e) {
      if (!running.isToldToEnd()) {
        throw e;
      }
    }
  }

  private void runServices(Running running) throws InterruptedException {
    var postgres = startDatabase(running);
    var users = blueprint.users(postgres.database(USERS));
    var scores = blueprint.scores(postgres.database(SCORES));
    var processes = running.start(() -> ServiceProcesses.start(List.of(users, scores), blueprint));
    processes.awaitReady();
    try (var client = new JsonClient()) {
      var token = new DemoUser(users, scores, client).comeIn();
      var demoClass = DemoClass.standard();
      if (demo) {
        enrol(demoClass, new DemoClassImport(users, scores, client));
      }
      out.print(Banner.services(users, scores, blueprint.logs(), token));
      if (demo) {
        out.print(Banner.demoClass(demoClass, scores));
      }
    }
    say(postgres);
    throw new StartupException(processes.awaitDeath());
  }

  private void enrol(DemoClass demoClass, DemoClassImport enrolment) throws InterruptedException {
    try (var bar = Progress.of("Demo class", demoClass.students().size(), out)) {
      enrolment.enrol(demoClass, bar::step);
    }
  }

  private void claimData(Running running) {
    running.start(() -> DirectoryLock.of(blueprint.data()));
    for (Path directory : List.of(blueprint.logs(), blueprint.data().resolve("cds"))) {
      try {
        Files.createDirectories(directory);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot make " + directory, e);
      }
    }
    ServiceProcesses.stopLeftRunning(blueprint.data());
  }

  private static void requireFree(int port) {
    if (!Ports.isFree(port)) {
      throw new StartupException(
          "Port %1$d is taken by another program: stop that one (lsof -i :%1$d shows it), then start again."
              .formatted(port));
    }
  }

  private DevPostgres startDatabase(Running running) {
    var postgres =
        running.start(() -> DevPostgres.forDevelopment(blueprint.data().resolve("postgres")));
    if (fresh) {
      List.of(USERS, SCORES).forEach(postgres::drop);
    }
    return postgres;
  }

  private void say(DevPostgres postgres) {
    out.print(Banner.databases(postgres.database(USERS), postgres.database(SCORES)));
    out.println(Banner.end());
  }
}
