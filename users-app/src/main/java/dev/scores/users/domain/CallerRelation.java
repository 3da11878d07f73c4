package dev.scores.users.domain;

/** What a caller is to the user whom a request is about. */
public enum CallerRelation {
  /** Not known to be anybody. */
  STRANGER,
  /** A user, but another one, or the request is about no user in particular. */
  OTHER_USER,
  /** That user, and no admin. */
  SELF,
  /** An admin, be it that user or not. */
  ADMIN
}
