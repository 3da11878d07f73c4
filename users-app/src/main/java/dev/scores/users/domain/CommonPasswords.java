package dev.scores.users.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;

/**
 * The most common passwords, which are not allowed: some 3 400 of 8 characters or more. The header
 * of {@code common-passwords.txt} names source and licence.
 *
 * <p>The list is read for each new password, in less than a millisecond, and not cached: new
 * passwords are rare, and a hash takes longer.
 */
final class CommonPasswords {

  private static final String LIST = "common-passwords.txt";

  private CommonPasswords() {}

  /** Whether the list contains the text, compared without case. */
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
