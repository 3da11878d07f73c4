package dev.scores.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL's programs of the Debian package, run as a user other than root. */
final class PostgresPrograms {

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  private final Path directory;
  private final List<String> runAs;
  private final String user;

  private PostgresPrograms(Path directory, List<String> runAs, String user) {
    this.directory = directory;
    this.runAs = runAs;
    this.user = user;
  }

  /**
   * Finds the programs of the newest installed version.
   *
   * @throws IllegalStateException if there is none
   */
  static PostgresPrograms find() throws InterruptedException {
    if (!Command.run("id", "-u").strip().equals("0")) {
      return new PostgresPrograms(newest(), List.of(), "");
    }
    // PostgreSQL does not run as root.
    String user = exists("postgres") ? "postgres" : "nobody";
    return new PostgresPrograms(newest(), List.of("runuser", "-u", user, "--"), user);
  }

  /** Runs a program to completion and returns its output. */
  String run(String program, String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(directory.resolve(program).toString()));
    command.addAll(List.of(arguments));
    return Command.run(asUser(command));
  }

  /** The command as the user that runs PostgreSQL. */
  List<String> asUser(List<String> command) {
    return Stream.concat(runAs.stream(), command.stream()).toList();
  }

  Path directory() {
    return directory;
  }

  /** Creates a directory that the programs may write to. */
  void make(Path owned) throws InterruptedException {
    try {
      Files.createDirectories(owned);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    if (!user.isEmpty()) {
      Command.run("chown", user, owned.toString());
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
