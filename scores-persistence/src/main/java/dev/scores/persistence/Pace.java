package dev.scores.persistence;

import java.time.Duration;

/**
 * How fast a {@link Turns} gets on, and what follows from it: how large batches may be, and how
 * long a caller is going to wait. Who writes holds the lock of the turns; reading needs none.
 */
final class Pace {

  /** A batch is to take no longer than so many patiences. */
  private static final int PATIENCES = 8;

  /** A commit for a few, on a busy machine, takes each of them less: for longer, one waits. */
  private static final long SLOW_NANOS = Duration.ofMillis(3).toNanos();

  private final long patienceNanos;
  private final int mostQuestions;

  /** What a question's part in a batch takes, of the last few. */
  private long nanosOfQuestion;

  private volatile long expectedNanos;

  Pace(Duration patience, int mostQuestions) {
    this.patienceNanos = patience.toNanos();
    this.mostQuestions = mostQuestions;
  }

  /**
   * A batch of so many questions took so long. One that a checkpoint or a pause of the machine held
   * up says little about the next ones, and counts as little more than it was expected to take.
   */
  void took(long nanos, int questions) {
    long credible = Math.min(nanos / questions, 2 * nanosOfQuestion + patienceNanos);
    nanosOfQuestion += (credible - nanosOfQuestion) / 8;
  }

  /** So many wait, for so many batches that are under way. */
  void waiting(int callers, int batches) {
    expectedNanos = callers * nanosOfQuestion / Math.max(batches, 1);
  }

  /**
   * Whether each question takes long by itself, of the last few: then the database waits for
   * something, and does not mind to do so for many at once.
   */
  boolean isSlow() {
    return nanosOfQuestion > SLOW_NANOS;
  }

  /** The most questions that the next batch should have. */
  int size() {
    return Math.clamp(PATIENCES * patienceNanos / Math.max(nanosOfQuestion, 1), 1, mostQuestions);
  }

  /** How long whoever comes now is going to wait for his turn. */
  long expectedNanos() {
    return expectedNanos;
  }
}
