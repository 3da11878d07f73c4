package dev.scores.domain;

/** Who may write scores. A setting of the service. */
public enum WriteAccess {
  /**
   * Users write their own scores, callers with {@link Scope#SCORES_WRITE} those of all users, too.
   */
  LEARNERS,
  /** Only callers with {@link Scope#SCORES_WRITE} write. */
  GRADERS
}
