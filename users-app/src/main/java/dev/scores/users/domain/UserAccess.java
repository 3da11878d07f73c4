package dev.scores.users.domain;

/** Who may do what with users (design, section 4). */
public enum UserAccess {
  /**
   * Everybody may do everything, but for {@link UserAct#RANK} and {@link UserAct#SEE_RANK}: for
   * development.
   */
  OPEN,
  /** Admins may do everything, users may see and change themselves, all may see who there is. */
  ADMIN;

  /** Whether somebody of that standing may do that. */
  public boolean permits(UserAct act, Standing standing) {
    return switch (act) {
      case LIST -> true;
      case LIST_EMAILS, ADD, REMOVE -> this == OPEN || standing == Standing.ADMIN;
      case READ, CHANGE -> this == OPEN || standing == Standing.ADMIN || standing == Standing.SELF;
      case SEE_RANK -> standing == Standing.ADMIN || standing == Standing.SELF;
      case RANK -> standing == Standing.ADMIN;
    };
  }
}
