package dev.scores.persistence;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A caller's place in a {@link Funnel}. The caller's own thread waits here, for one word after the
 * other, each said by one thread.
 */
final class Seat<Q, A> {

  /** What a caller is told. */
  sealed interface Word<A> {}

  /**
   * To ask, for others too, in a batch that was begun then.
   *
   * @param solitary whether nobody else is about, as far as can be told
   */
  record Lead<A>(long since, boolean solitary) implements Word<A> {}

  /** What became of the question. */
  record Answer<A>(A value) implements Word<A> {}

  /** To ask by itself: with others the question was not answered, and has had no effect. */
  record Alone<A>() implements Word<A> {}

  /** That the batch failed, and what it was to do may have happened or not. */
  record Failure<A>(Throwable fault) implements Word<A> {}

  private final Q question;
  private final Thread caller = Thread.currentThread();
  private volatile @Nullable Word<A> word;

  Seat(Q question) {
    this.question = question;
  }

  Q question() {
    return question;
  }

  /** Says it; the caller may be asleep until {@link #wake}. */
  void say(Word<A> next) {
    word = next;
  }

  void wake() {
    LockSupport.unpark(caller);
  }

  /**
   * What was said last, or is said in time; nothing where the thread is interrupted.
   *
   * @param alarm that wakes the thread when the time is up
   */
  @Nullable Word<A> await(Duration atMost, Alarm alarm) {
    if (word != null) {
      return word;
    }
    long end = System.nanoTime() + atMost.toNanos();
    alarm.set(caller, end);
    try {
      while (word == null && end - System.nanoTime() > 0 && !caller.isInterrupted()) {
        LockSupport.park(this);
      }
      return word;
    } finally {
      alarm.cancel(caller);
    }
  }
}
