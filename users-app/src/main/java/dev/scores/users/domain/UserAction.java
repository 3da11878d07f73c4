package dev.scores.users.domain;

/** Actions that need permission. {@link UserAccess} says who may perform them. */
public enum UserAction {
  /** List users. */
  LIST(false),
  /** See emails in the list. */
  LIST_EMAILS(false),
  /** Read one user, including the email. */
  READ(false),
  /** See whether a user is active, an admin or a teacher. */
  SEE_FLAGS(false),
  /** Add a user. */
  ADD(false),
  /** Change a user's name or email. */
  CHANGE(false),
  /** Change whether a user is active, an admin or a teacher. */
  CHANGE_FLAGS(false),
  /** Get everything that is kept about a user. */
  EXPORT(false),
  /** Remove a user. */
  REMOVE(false),
  /** See who owns the token. */
  SEE_TOKEN(true),
  /** Use the account that the token belongs to: log out, or change the password. */
  USE_ACCOUNT(true),
  /** Manage service accounts. */
  MANAGE_CLIENTS(true);

  private final boolean requiresToken;

  UserAction(boolean requiresToken) {
    this.requiresToken = requiresToken;
  }

  /** Whether a request without a token is rejected as such, not as one without permission. */
  public boolean requiresToken() {
    return requiresToken;
  }
}
