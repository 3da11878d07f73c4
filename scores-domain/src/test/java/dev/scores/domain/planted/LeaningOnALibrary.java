package dev.scores.domain.planted;

import org.junit.jupiter.api.Assertions;

/** What the domain must not do: use something that is not in the JDK. */
final class LeaningOnALibrary {

  private LeaningOnALibrary() {}

  static void lean() {
    Assertions.assertTrue(true);
  }
}
