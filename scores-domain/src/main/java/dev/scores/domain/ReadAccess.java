package dev.scores.domain;

/** Who may read scores. A setting of the service. */
public enum ReadAccess {
  /** Everyone may read all scores, without a token. */
  PUBLIC,
  /** Every known caller may read all scores. */
  MEMBERS,
  /** Users read their own scores, callers with {@link Scope#SCORES_READ} those of all users. */
  PRIVATE
}
