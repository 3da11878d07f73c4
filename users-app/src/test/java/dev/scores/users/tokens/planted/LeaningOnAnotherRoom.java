package dev.scores.users.tokens.planted;

import dev.scores.users.passwords.PasswordSettings;

/** What the architecture forbids: a way from tokens to passwords. */
public final class LeaningOnAnotherRoom {

  public int size() {
    return PasswordSettings.VARIABLES.size();
  }
}
