package dev.scores.users.domain;

/** Who may do what with users (design, section 4). */
public enum UserAccess {
  /**
   * Everybody may do everything, but for {@link UserAction#RANK} and {@link UserAction#SEE_RANK}:
   * for development.
   */
  OPEN,
  /** Admins may do everything, users may see and change themselves, all may see who there is. */
  ADMIN;

  /** Whether somebody of that standing may do that. */
  public boolean permits(UserAction act, CallerRelation standing) {
    return switch (act) {
      case LIST -> true;
      case LIST_EMAILS, ADD, REMOVE -> this == OPEN || standing == CallerRelation.ADMIN;
      case READ, CHANGE ->
          this == OPEN || standing == CallerRelation.ADMIN || standing == CallerRelation.SELF;
      case SEE_RANK -> standing == CallerRelation.ADMIN || standing == CallerRelation.SELF;
      case RANK -> standing == CallerRelation.ADMIN;
    };
  }
}
