package dev.scores.domain;

import java.util.Optional;

/** How a verdict changes a score. Every verdict counts as an attempt, whatever the policy. */
public enum ScorePolicy {

  /** The score is its latest verdict. */
  LATEST,

  /** Once solved, a score stays correct. */
  STICKY;

  /**
   * Whether the score is correct after the verdict.
   *
   * @param solve the first correct verdict before this one
   */
  boolean correctAfter(boolean verdict, Optional<Solve> solve) {
    return verdict || (this == STICKY && solve.isPresent());
  }
}
