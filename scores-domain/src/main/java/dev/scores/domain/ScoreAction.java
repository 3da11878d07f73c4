package dev.scores.domain;

/** What a caller can do with scores, for {@link AccessPolicy}. */
public enum ScoreAction {
  /** Read scores, changes or statistics of all users. */
  READ_ALL,
  /** Read one score, of whichever user; the {@link Visibility} decides whether it is found. */
  READ_ONE,
  /** Read the ranking of users; the {@link Visibility} decides which of them are named. */
  READ_RANKING,
  /** Read the caller's own scores, statistics or rank. */
  READ_OWN,
  /** Write one of the caller's own scores. */
  WRITE_OWN,
  /** Write many scores, of the caller or, with {@link #WRITE_ANY}, of other users. */
  WRITE_MANY,
  /** Write the score of any user. */
  WRITE_ANY
}
