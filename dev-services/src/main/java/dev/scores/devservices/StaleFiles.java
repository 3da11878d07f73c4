package dev.scores.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Files that a first start which was killed half-way has left, and that would mislead the next. */
final class StaleFiles {

  private StaleFiles() {}

  /** Removes a directory and what is in it; nothing where there is none. */
  static void remove(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (var found = Files.walk(directory)) {
      for (Path file : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + directory, e);
    }
  }

  /** The library marks what it has unpacked whole, and never mends what it has not. */
  static void removeHalfUnpacked(Path binaries) {
    if (!Files.exists(binaries)) {
      return;
    }
    try (var found = Files.newDirectoryStream(binaries, "PG-*")) {
      for (Path unpacked : found) {
        if (!Files.exists(unpacked.resolve(".exists"))) {
          remove(unpacked);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + binaries, e);
    }
  }
}
