package dev.scores.persistence;

import java.time.Duration;

/**
 * How fast a {@link Turns} gets on, and what follows from it: how large batches may be, and how
 * long a caller is going to wait. Who writes holds the lock of the turns; reading needs none.
 */
final class Pace {

  /** A batch is to take no longer than so many patiences. */
  private static final int PATIENCES = 4;

  private final long longestNanos;
  private final int mostQuestions;

  /** What a question's part in a batch takes, of the last few. */
  private long nanosOfQuestion;

  private volatile long expectedNanos;

  Pace(Duration patience, int mostQuestions) {
    this.longestNanos = PATIENCES * patience.toNanos();
    this.mostQuestions = mostQuestions;
  }

  /** A batch of so many questions took so long. */
  void took(long nanos, int questions) {
    nanosOfQuestion += (nanos / questions - nanosOfQuestion) / 8;
  }

  /** So many wait, for so many batches that are under way. */
  void waiting(int callers, int batches) {
    expectedNanos = callers * nanosOfQuestion / Math.max(batches, 1);
  }

  /** The most questions that the next batch should have. */
  int size() {
    return Math.clamp(longestNanos / Math.max(nanosOfQuestion, 1), 1, mostQuestions);
  }

  /** How long whoever comes now is going to wait for his turn. */
  long expectedNanos() {
    return expectedNanos;
  }
}
