package dev.scores.users.domain;

/** Kind of a caller, and a user's relation to the user whom a request concerns. */
public enum CallerRelation {
  /** Not authenticated. */
  STRANGER,
  /** Another user, or the request concerns no particular user. Teachers are among them. */
  OTHER_USER,
  /** The user itself, not an admin. */
  SELF,
  /** An admin, possibly the user itself. */
  ADMIN,
  /** A service account whose token does not have {@link TokenScope#USERS_READ}. */
  CLIENT,
  /** A service account whose token has {@link TokenScope#USERS_READ}. */
  READER_CLIENT
}
