package dev.scores.users.domain;

/** The names given at login. */
public sealed interface LoginIdentifier {

  /** The user with this name. */
  record ByUsername(Username username) implements LoginIdentifier {}

  /** The user with this email, compared without case. */
  record ByEmail(EmailAddress email) implements LoginIdentifier {}

  /** The user with both this name and this email. */
  record ByBoth(Username username, EmailAddress email) implements LoginIdentifier {}
}
