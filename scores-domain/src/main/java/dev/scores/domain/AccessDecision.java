package dev.scores.domain;

/** Whether a caller may perform an action. */
public enum AccessDecision {
  ALLOWED,
  /** The action requires a known caller. */
  TOKEN_REQUIRED,
  /** The caller is known and lacks the right. */
  NOT_PERMITTED,
  /** The action concerns the caller's own scores, and the caller is a program, which has none. */
  NO_OWN_SCORES
}
