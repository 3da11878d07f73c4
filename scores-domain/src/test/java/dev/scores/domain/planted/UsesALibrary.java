package dev.scores.domain.planted;

import org.junit.jupiter.api.Assertions;

/** Violates the rule that the domain uses only the JDK. */
final class UsesALibrary {

  private UsesALibrary() {}

  static void lean() {
    Assertions.assertTrue(true);
  }
}
