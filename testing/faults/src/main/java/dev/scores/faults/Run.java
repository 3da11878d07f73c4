package dev.scores.faults;

import dev.scores.faults.Stage.Form;
import dev.scores.faults.Stage.Jars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One run of some drills, one after the other. Everything that it starts is ended when it is
 * closed, or when the JVM is told to end (Ctrl-C, SIGTERM). Its directory is removed unless a
 * promise was broken.
 */
final class Run implements AutoCloseable {

  private static final int ACCOUNTS = 16;

  private final Scope scope = new Scope();
  private final Jars jars;
  private final Form form;
  private final Path directory;
  private boolean good;
  private volatile boolean over;

  private Run(Path root, Form form) {
    this.form = form;
    this.directory = newDirectory();
    this.jars =
        new Jars(
            Packaged.jar(root, "users-app"),
            Packaged.jar(root, "scores-app"),
            directory.resolve("scores.jsa"));
  }

  /**
   * @param root of a checkout in which everything is packaged
   */
  static Run begin(Path root, Form form) {
    var run = new Run(root, form);
    Runtime.getRuntime().addShutdownHook(new Thread(run::endAsTold, "end of the run"));
    return run;
  }

  /** Of no use where the run has ended by itself. */
  private void endAsTold() {
    boolean early = !over;
    scope.close();
    if (early) {
      Packaged.remove(directory);
    }
  }

  Report drills(List<Drill> drills) throws Exception {
    UsersService users = users();
    var report = new Report();
    for (Drill drill : drills) {
      report.add(row(drill, users));
    }
    good = report.isGood();
    return report;
  }

  private Row row(Drill drill, UsersService users) throws Exception {
    System.err.println(drill.name() + " …");
    long started = System.nanoTime();
    Path itsOwn = Stage.newDirectory(directory, drill.name());
    try (var stage = scope.add(new Stage(jars, form, itsOwn, users))) {
      Row row = row(drill, stage);
      System.err.printf(
          "%s: %s after %d s%n",
          drill.name(), row.verdict(), Duration.ofNanos(System.nanoTime() - started).toSeconds());
      row.broken().stream().limit(20).forEach(it -> System.err.println("  " + it));
      return row;
    }
  }

  /** What ends a drill early is a promise not kept, and the others are tried all the same. */
  private static Row row(Drill drill, Stage stage) throws InterruptedException {
    try {
      return drill.run(stage);
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception fault) {
      return new Row(
          drill.name(), "", "", 0, 0, 0, Duration.ZERO, List.of("it was not ended: " + fault));
    }
  }

  private UsersService users() throws InterruptedException {
    Path itsOwn = Stage.newDirectory(directory, "users");
    DebianPostgres postgres = scope.add(DebianPostgres.start(itsOwn, "users"));
    ServiceProcess process =
        scope.add(Stage.users(jars.users(), postgres.newDatabase("users"), itsOwn));
    UsersService users = UsersService.with(postgres, process, ACCOUNTS);
    makeArchive(users);
    return users;
  }

  /** One start and one end in good order, so that all later ones are quick. */
  private void makeArchive(UsersService users) throws InterruptedException {
    Path itsOwn = Stage.newDirectory(directory, "archive");
    try (var stage = scope.add(new Stage(jars, form, itsOwn, users))) {
      stage.scores("scores", users.postgres().newDatabase("archive"), Map.of()).awaitReady();
    }
  }

  @Override
  public void close() {
    over = true;
    scope.close();
    if (good) {
      Packaged.remove(directory);
    } else {
      System.err.println("The logs are in " + directory);
    }
  }

  private static Path newDirectory() {
    try {
      // PostgreSQL's user must be able to pass.
      return Files.createTempDirectory(
          "reliability",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
