package dev.scores.users.domain;

/** What the token of a mail is for. */
public enum MailPurpose {
  /** To choose a new password. */
  PASSWORD_RESET,
  /** To confirm that the address is the user's. */
  EMAIL_CONFIRMATION
}
