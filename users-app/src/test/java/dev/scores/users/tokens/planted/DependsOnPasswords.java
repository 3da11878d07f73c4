package dev.scores.users.tokens.planted;

import dev.scores.users.passwords.PasswordSettings;

/** Violates the rule that {@code tokens} does not depend on {@code passwords}. */
public final class DependsOnPasswords {

  public int size() {
    return PasswordSettings.VARIABLES.size();
  }
}
