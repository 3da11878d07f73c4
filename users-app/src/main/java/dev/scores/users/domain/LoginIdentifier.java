package dev.scores.users.domain;

/** What somebody who logs in says they are called. */
public sealed interface LoginIdentifier {

  /** The user of that name. */
  record ByUsername(Username username) implements LoginIdentifier {}

  /** The user of that email, in any case. */
  record ByEmail(EmailAddress email) implements LoginIdentifier {}

  /** The user of that name, provided that the email is theirs too. */
  record ByBoth(Username username, EmailAddress email) implements LoginIdentifier {}
}
