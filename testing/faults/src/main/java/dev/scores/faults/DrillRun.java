package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import dev.scores.faults.DrillContext.Jars;
import dev.scores.faults.DrillContext.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs drills one after the other; in the short form, three at a time where the drills allow it, as
 * most of their time is waiting. Closing it, or ending the JVM (Ctrl-C, SIGTERM), ends every
 * started process. Its directory is removed unless a promise was broken.
 */
final class DrillRun implements AutoCloseable {

  private static final int ACCOUNTS = 16;
  private static final int AT_A_TIME = 3;

  private final ResourceScope scope = new ResourceScope();
  private final Jars jars;
  private final RunOptions options;
  private final Path directory;
  private boolean good;
  private volatile boolean over;

  private DrillRun(Path root, RunOptions options) {
    this.options = options;
    this.directory = newDirectory();
    this.jars =
        new Jars(
            PackagedJars.jar(root, "users-app"),
            PackagedJars.jar(root, "scores-app"),
            directory.resolve("scores.jsa"));
  }

  /**
   * @param root of a checkout whose modules are packaged
   */
  static DrillRun begin(Path root, RunOptions options) {
    var run = new DrillRun(root, options);
    Runtime.getRuntime().addShutdownHook(new Thread(run::closeOnJvmExit, "end of the run"));
    return run;
  }

  /** Cleans up when the JVM ends before the run. */
  private void closeOnJvmExit() {
    boolean early = !over;
    scope.close();
    if (early) {
      PackagedJars.remove(directory);
    }
  }

  Report drills(List<Drill> drills) throws Exception {
    UsersDeployment users = users();
    Map<Drill, Future<DrillResult>> results = new HashMap<>();
    try (var threads = Executors.newFixedThreadPool(options.isShort() ? AT_A_TIME : 1)) {
      for (Drill drill : drills) {
        if (drill.mayRunBesideAnother()) {
          results.put(drill, threads.submit(() -> run(drill, users)));
        }
      }
    }
    var report = new Report();
    for (Drill drill : drills) {
      Future<DrillResult> result = results.get(drill);
      report.add(result != null ? result.get() : run(drill, users));
    }
    good = report.isPassed();
    return report;
  }

  private DrillResult run(Drill drill, UsersDeployment users) throws Exception {
    System.err.println(drill.name() + " …");
    long started = System.nanoTime();
    Path own = DrillContext.newDirectory(directory, drill.name());
    try (var context = scope.add(new DrillContext(jars, options, own, users))) {
      DrillResult row = run(drill, context);
      System.err.printf(
          "%s: %s after %d s%n",
          drill.name(), row.result(), Duration.ofNanos(System.nanoTime() - started).toSeconds());
      row.violations().stream().limit(20).forEach(it -> System.err.println("  " + it));
      return row;
    }
  }

  /** Reports an exception of a drill as a violation, so that the other drills still run. */
  private static DrillResult run(Drill drill, DrillContext context) throws InterruptedException {
    try {
      return drill.run(context);
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception fault) {
      return new DrillResult(
          drill.name(), "", "", 0, 0, 0, Duration.ZERO, List.of("the drill failed: " + fault));
    }
  }

  private UsersDeployment users() throws InterruptedException {
    Path own = DrillContext.newDirectory(directory, "users");
    DebianPostgres postgres = scope.add(DebianPostgres.start(own, "users"));
    ServiceProcess process =
        scope.add(DrillContext.users(jars.users(), postgres.newDatabase("users"), own));
    UsersDeployment users = UsersDeployment.with(postgres, process, ACCOUNTS);
    makeArchive(users);
    return users;
  }

  /** Starts and stops the scores service once, to make the class archive. */
  private void makeArchive(UsersDeployment users) throws InterruptedException {
    Path own = DrillContext.newDirectory(directory, "archive");
    try (var context = scope.add(new DrillContext(jars, options, own, users))) {
      DrillContext.awaitReady(
          context.scores("scores", users.postgres().newDatabase("archive"), Map.of()));
    }
  }

  @Override
  public void close() {
    over = true;
    scope.close();
    if (good) {
      PackagedJars.remove(directory);
    } else {
      System.err.println("The logs are in " + directory);
    }
  }

  private static Path newDirectory() {
    try {
      // PostgreSQL's user needs access.
      return Files.createTempDirectory(
          "reliability",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
