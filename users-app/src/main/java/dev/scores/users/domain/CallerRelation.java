package dev.scores.users.domain;

/** Relation of a caller to the user whom a request concerns. */
public enum CallerRelation {
  /** Not authenticated. */
  STRANGER,
  /** Another user, or the request concerns no particular user. */
  OTHER_USER,
  /** The user itself, not an admin. */
  SELF,
  /** An admin, possibly the user itself. */
  ADMIN
}
