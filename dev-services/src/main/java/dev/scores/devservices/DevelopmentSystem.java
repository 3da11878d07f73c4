package dev.scores.devservices;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What {@code ./run} and {@code ./run db} start; runs until Ctrl-C. */
final class DevelopmentSystem {

  /** The kernel closes the sockets of a leftover after it has discarded its command line. */
  private static final Duration PORT_TIMEOUT = Duration.ofSeconds(2);

  private static final String USERS = "users";
  private static final String SCORES = "scores";

  private final SystemSpec system;
  private final boolean fresh;
  private final boolean demo;
  private final PrintStream out;

  /**
   * @param fresh whether to drop the databases first
   * @param demo whether to add the demo class
   */
  DevelopmentSystem(SystemSpec system, boolean fresh, boolean demo, PrintStream out) {
    this.system = system;
    this.fresh = fresh;
    this.demo = demo;
    this.out = out;
  }

  /**
   * Runs the database and both services.
   *
   * @throws StartupException when a part does not start or ends later; all others are stopped then
   */
  void run() throws InterruptedException {
    untilSignal(
        resources -> {
          requireFree(system.usersPort());
          requireFree(system.scoresPort());
          runServices(resources);
        });
  }

  /**
   * Runs the database only.
   *
   * @throws StartupException when it does not start
   */
  void runDatabase() throws InterruptedException {
    untilSignal(
        resources -> {
          print(startDatabase(resources));
          resources.awaitSignal();
        });
  }

  private interface Work {
    void run(StartedResources resources) throws InterruptedException;
  }

  private void untilSignal(Work work) throws InterruptedException {
    try (var resources = StartedResources.closedOnSignal(0)) {
      prepareData(resources);
      try {
        work.run(resources);
      } catch (RuntimeException e) {
        // Failures after Ctrl-C are its consequences.
        if (!resources.isSignalledWithinASecond()) {
          throw e;
        }
      }
    }
  }

  private void runServices(StartedResources resources) throws InterruptedException {
    var postgres = startDatabase(resources);
    var users = system.users(postgres.database(USERS));
    var scores = system.scores(postgres.database(SCORES));
    if (demo) {
      users = users.with(DemoAccounts.USERS_SETTINGS);
      scores = scores.with(DemoCatalogue.in(system.data()));
      DemoHistory.add(scores, system);
    }
    var services = start(List.of(users, scores), resources);
    var client = resources.start(JsonClient::new);
    var token = new DemoUser(users, scores, client).logIn();
    if (demo) {
      startClass(users, scores, client, resources);
    }
    out.print(Banner.services(users, scores, system.logs(), token));
    print(postgres);
    throw new StartupException(services.awaitExit());
  }

  private ServiceProcesses start(List<ServiceSpec> services, StartedResources resources)
      throws InterruptedException {
    var processes =
        resources.start(
            () ->
                ServiceProcesses.start(
                    services, system, service -> JvmOptions.of(service, system)));
    processes.awaitReady();
    return processes;
  }

  private void startClass(
      ServiceSpec users, ServiceSpec scores, JsonClient client, StartedResources resources)
      throws InterruptedException {
    var accounts = new DemoAccounts(users, client);
    var students = Student.all();
    if (!accounts.isEnrolled(students)) {
      try (var bar = Progress.of("Demo class", students.size(), out)) {
        accounts.enrol(students, bar::step);
      }
    }
    accounts.appointTeacher();
    out.print(Banner.demoClass(scores, students.getFirst()));
    resources.start(
        () -> new DemoActivity(students, accounts, scores, client, new Random()).start());
  }

  private void prepareData(StartedResources resources) {
    resources.start(() -> DirectoryLock.of(system.data()));
    for (Path directory : List.of(system.logs(), JvmOptions.archives(system))) {
      try {
        Files.createDirectories(directory);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot create " + directory, e);
      }
    }
    ServiceProcesses.stopLeftovers(system);
  }

  private static void requireFree(int port) throws InterruptedException {
    if (!Ports.becomesFree(port, PORT_TIMEOUT)) {
      throw new StartupException(
          "Port %1$d is in use by another program. Find it with lsof -i :%1$d, stop it and try again."
              .formatted(port));
    }
  }

  private DevPostgres startDatabase(StartedResources resources) {
    var postgres =
        resources.start(() -> DevPostgres.forDevelopment(system.data().resolve("postgres")));
    if (fresh) {
      List.of(USERS, SCORES).forEach(postgres::drop);
    }
    return postgres;
  }

  private void print(DevPostgres postgres) {
    out.print(Banner.databases(postgres.database(USERS), postgres.database(SCORES)));
    out.println(Banner.end());
  }
}
