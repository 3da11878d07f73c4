package dev.scores.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The data of a development server. Tests start with a copy of it, because creating it takes
 * seconds.
 */
record DataTemplate(Path directory) {

  private static final String BINARIES = "binaries";
  private static final String CLUSTER = "cluster";

  static DataTemplate create(Path directory) {
    DevPostgres.forDevelopment(directory).close();
    return new DataTemplate(directory);
  }

  /** Gives the copy a port of its own, so that tests can run at the same time. */
  void copyTo(Path target) {
    copyBinariesTo(target);
    copy(directory.resolve(CLUSTER), target.resolve(CLUSTER));
  }

  /** As {@link #copyTo}, but without a cluster. */
  void copyBinariesTo(Path target) {
    try {
      Files.createDirectories(target);
      Files.createSymbolicLink(target.resolve(BINARIES), directory.resolve(BINARIES));
      new PortFile(target).write(Ports.anyFree());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the directory with its content. */
  static void copy(Path source, Path target) {
    try (var files = Files.walk(source)) {
      for (Path file : files.toList()) {
        // PostgreSQL rejects a directory with other permissions.
        Files.copy(
            file, target.resolve(source.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy " + source, e);
    }
  }
}
