package dev.scores.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Files that a killed first start left incomplete. */
final class StaleFiles {

  private StaleFiles() {}

  /** Deletes a directory with its content, if it exists. */
  static void remove(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (var found = Files.walk(directory)) {
      for (Path file : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + directory, e);
    }
  }

  /**
   * Deletes binaries without the marker of complete unpacking, which the library would use as they
   * are.
   */
  static void removePartlyUnpacked(Path binaries) {
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
