package dev.scores.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.NoSuchElementException;

/** Jars that Maven has packaged. */
final class PackagedJars {

  private PackagedJars() {}

  /**
   * Returns the runnable jar of a module in a checkout.
   *
   * @throws IllegalStateException if there is none
   */
  static Path jar(Path root, String module) {
    Path target = root.resolve(module).resolve("target");
    try (var files = Files.newDirectoryStream(target, module + "-*.jar")) {
      return files.iterator().next();
    } catch (IOException | NoSuchElementException none) {
      throw new IllegalStateException(module + " is not packaged in " + target, none);
    }
  }

  /** Removes a directory with its contents. */
  static void remove(Path directory) {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
