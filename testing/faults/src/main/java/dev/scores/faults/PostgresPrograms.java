package dev.scores.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** PostgreSQL's own programs as Debian installs them, run by a user that PostgreSQL accepts. */
final class PostgresPrograms {

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  private final Path directory;
  private final List<String> asSomebody;
  private final String somebody;

  private PostgresPrograms(Path directory, List<String> asSomebody, String somebody) {
    this.directory = directory;
    this.asSomebody = asSomebody;
    this.somebody = somebody;
  }

  /**
   * The newest version's.
   *
   * @throws IllegalStateException where there is none
   */
  static PostgresPrograms find() throws InterruptedException {
    if (!Command.run("id", "-u").strip().equals("0")) {
      return new PostgresPrograms(newest(), List.of(), "");
    }
    // PostgreSQL does not run as root.
    String somebody = exists("postgres") ? "postgres" : "nobody";
    return new PostgresPrograms(newest(), List.of("runuser", "-u", somebody, "--"), somebody);
  }

  /** Runs one to its end. */
  String run(String program, String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(asSomebody);
    command.add(directory.resolve(program).toString());
    command.addAll(List.of(arguments));
    return Command.run(command);
  }

  /** Makes a directory that the programs may write to. */
  void make(Path owned) throws InterruptedException {
    try {
      Files.createDirectories(owned);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    if (!somebody.isEmpty()) {
      Command.run("chown", somebody, owned.toString());
    }
  }

  private static boolean exists(String user) throws InterruptedException {
    try {
      return !Command.run("id", "-u", user).isEmpty();
    } catch (IllegalStateException unknown) {
      return false;
    }
  }

  private static Path newest() {
    try (var versions = Files.list(DEBIAN)) {
      return versions
          .filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
          .max(Comparator.comparing(version -> Integer.valueOf(version.getFileName().toString())))
          .orElseThrow(() -> new IllegalStateException("no PostgreSQL in " + DEBIAN))
          .resolve("bin");
    } catch (IOException none) {
      throw new IllegalStateException("no PostgreSQL in " + DEBIAN, none);
    }
  }
}
