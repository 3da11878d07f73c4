package dev.scores.users.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;

/**
 * The most common passwords, which nobody may choose: some 3 400 of 8 characters or more. Its
 * source and its licence stand at the head of {@code common-passwords.txt}.
 *
 * <p>The list is read for each new password, in less than a millisecond, and not kept: passwords
 * are seldom chosen, and a hash takes longer.
 */
final class CommonPasswords {

  private static final String LIST = "common-passwords.txt";

  private CommonPasswords() {}

  /** Whether the text is in the list, in any case. */
  static boolean contains(String text) {
    String folded = CaseFolding.fold(text);
    try (BufferedReader list =
        new BufferedReader(
            new InputStreamReader(
                requireNonNull(CommonPasswords.class.getResourceAsStream(LIST)), UTF_8))) {
      return list.lines().anyMatch(folded::equals);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
