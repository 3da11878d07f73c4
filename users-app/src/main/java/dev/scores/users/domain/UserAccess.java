package dev.scores.users.domain;

/** The permissions of this service, all of them; {@code docs/permissions.md} has the same table. */
public enum UserAccess {
  /**
   * Every caller may read, add, change and remove users, but not see or change their flags or
   * export their data: for development.
   */
  OPEN,
  /**
   * Admins may do everything, users may read and change themselves, service accounts with {@link
   * TokenScope#USERS_READ} may read users, all may list users.
   */
  ADMIN;

  /** Whether a caller with this relation may perform the action. */
  public boolean permits(UserAction action, CallerRelation caller) {
    return switch (action) {
      case LIST -> true;
      case LIST_EMAILS -> this == OPEN || isAdmin(caller) || isReader(caller);
      case READ -> this == OPEN || isAdmin(caller) || isSelf(caller) || isReader(caller);
      case SEE_FLAGS -> isAdmin(caller) || isSelf(caller) || isReader(caller);
      case EXPORT -> isAdmin(caller) || isSelf(caller);
      case CHANGE -> this == OPEN || isAdmin(caller) || isSelf(caller);
      case ADD, REMOVE -> this == OPEN || isAdmin(caller);
      case CHANGE_FLAGS, MANAGE_CLIENTS -> isAdmin(caller);
      case USE_ACCOUNT -> isAdmin(caller) || isSelf(caller) || caller == CallerRelation.OTHER_USER;
      case SEE_TOKEN -> caller != CallerRelation.STRANGER;
    };
  }

  private static boolean isAdmin(CallerRelation caller) {
    return caller == CallerRelation.ADMIN;
  }

  private static boolean isSelf(CallerRelation caller) {
    return caller == CallerRelation.SELF;
  }

  private static boolean isReader(CallerRelation caller) {
    return caller == CallerRelation.READER_CLIENT;
  }
}
