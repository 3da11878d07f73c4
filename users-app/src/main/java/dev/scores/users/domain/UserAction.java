package dev.scores.users.domain;

/** Actions on users that need permission. */
public enum UserAction {
  /** List users. */
  LIST,
  /** See emails in the list. */
  LIST_EMAILS,
  /** Read one user, including the email. */
  READ,
  /** See whether a user is active or an admin. */
  SEE_FLAGS,
  /** Add a user. */
  ADD,
  /** Change a user's name or email. */
  CHANGE,
  /** Change whether a user is active or an admin. */
  CHANGE_FLAGS,
  /** Get everything that is kept about a user. */
  EXPORT,
  /** Remove a user. */
  REMOVE
}
