package dev.scores.domain;

import java.util.Optional;

/** How a verdict changes a score. Every verdict counts as an attempt, whatever the policy. */
public enum ScorePolicy {

  /** The score is its latest verdict. */
  LATEST {
    @Override
    boolean correctAfter(boolean verdict, Optional<Solve> solve) {
      return verdict;
    }
  },

  /** Once solved, a score stays correct. */
  STICKY {
    @Override
    boolean correctAfter(boolean verdict, Optional<Solve> solve) {
      return verdict || solve.isPresent();
    }
  };

  /**
   * Whether the score is correct after the verdict.
   *
   * @param solve the first correct verdict before this one
   */
  abstract boolean correctAfter(boolean verdict, Optional<Solve> solve);
}
