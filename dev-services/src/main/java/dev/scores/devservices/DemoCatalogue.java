package dev.scores.devservices;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** The titles of the exercises of the demo class. */
final class DemoCatalogue {

  private static final String FILE = "exercises.json";

  private DemoCatalogue() {}

  /** Writes the catalogue and returns the setting of the scores service that names it. */
  static Map<String, String> in(Path directory) {
    var file = directory.resolve(FILE);
    try (var catalogue = requireNonNull(DemoCatalogue.class.getResourceAsStream(FILE))) {
      Files.copy(catalogue, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
    return Map.of("EXERCISE_CATALOGUE", file.toString());
  }
}
