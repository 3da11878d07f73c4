package dev.scores.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian's pgbackrest with the configuration for operators, except that the repository and all
 * other files are in a directory of the drill.
 */
final class Pgbackrest {

  private static final Path CONFIGURATION = Path.of("deploy/pgbackrest/pgbackrest.conf");

  private final PostgresPrograms programs;
  private final Path directory;

  private Pgbackrest(PostgresPrograms programs, Path directory) {
    this.programs = programs;
    this.directory = directory;
  }

  /** Prepares an empty repository. */
  static Pgbackrest in(Path parent) throws InterruptedException {
    var backups = new Pgbackrest(PostgresPrograms.find(), parent.resolve("pgbackrest"));
    for (String part : List.of("", "repository", "log", "lock")) {
      backups.programs.make(backups.directory.resolve(part));
    }
    backups.configure();
    return backups;
  }

  private void configure() {
    try {
      Files.writeString(
          configuration(),
          Files.readString(CONFIGURATION)
              .replace(
                  "repo1-path=/var/lib/pgbackrest",
                  "repo1-path=%1$s/repository\nlog-path=%1$s/log\nlock-path=%1$s/lock"
                      .formatted(directory)));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private Path configuration() {
    return directory.resolve("pgbackrest.conf");
  }

  /** Lines for {@code postgresql.conf} of a server that archives its log. */
  String[] archiving(Path data) {
    return new String[] {
      "archive_mode = on",
      "archive_command = '%s archive-push %%p'".formatted(String.join(" ", command(data)))
    };
  }

  /** Executes a command for a running server and returns its output. */
  String run(DebianPostgres server, String... arguments) throws InterruptedException {
    List<String> all = command(server.data());
    all.add("--pg1-port=" + server.port());
    all.add("--pg1-socket-path=" + server.directory());
    all.add("--pg1-user=" + DebianPostgres.OPERATOR);
    all.addAll(List.of(arguments));
    return run(all);
  }

  /** Restores the state at a time into an empty data directory. */
  void restore(Path data, String time, String... options) throws InterruptedException {
    List<String> all = command(data);
    all.addAll(List.of("--type=time", "--target=" + time, "--target-action=promote"));
    all.addAll(List.of(options));
    all.add("restore");
    run(all);
  }

  private String run(List<String> command) throws InterruptedException {
    List<String> arguments = command.subList(1, command.size());
    return programs.run(command.getFirst(), arguments.toArray(String[]::new));
  }

  private List<String> command(Path data) {
    return new ArrayList<>(
        List.of(
            "/usr/bin/pgbackrest",
            "--config=" + configuration(),
            "--stanza=scores",
            "--pg1-path=" + data));
  }
}
