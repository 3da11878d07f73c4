package dev.scores.users.domain;

/** What somebody may want with users. */
public enum UserAction {
  /** See who there is. */
  LIST,
  /** See everybody's emails while doing so. */
  LIST_EMAILS,
  /** See one user, email and all. */
  READ,
  /** See whether a user is active, or an admin. */
  SEE_RANK,
  /** Make a user. */
  ADD,
  /** Give one user another name or email. */
  CHANGE,
  /** Say whether one user is active, or an admin. */
  RANK,
  /** Remove one user. */
  REMOVE
}
