package dev.scores.users.domain;

/** Permission rules for users. */
public enum UserAccess {
  /**
   * Every caller may do everything except {@link UserAction#CHANGE_FLAGS}, {@link
   * UserAction#SEE_FLAGS} and {@link UserAction#EXPORT}: for development.
   */
  OPEN,
  /** Admins may do everything, users may read and change themselves, all may list users. */
  ADMIN;

  /** Whether a caller with this relation may perform the action. */
  public boolean permits(UserAction action, CallerRelation caller) {
    return switch (action) {
      case LIST -> true;
      case LIST_EMAILS, ADD, REMOVE -> this == OPEN || caller == CallerRelation.ADMIN;
      case READ, CHANGE ->
          this == OPEN || caller == CallerRelation.ADMIN || caller == CallerRelation.SELF;
      case SEE_FLAGS, EXPORT -> caller == CallerRelation.ADMIN || caller == CallerRelation.SELF;
      case CHANGE_FLAGS -> caller == CallerRelation.ADMIN;
    };
  }
}
