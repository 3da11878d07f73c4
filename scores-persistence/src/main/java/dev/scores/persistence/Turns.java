package dev.scores.persistence;

import dev.scores.domain.ScoresUnavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Whose turn it is at a {@link Funnel}. Safe for many threads. */
final class Turns<Q, A> {

  /** So many batches of one question each, one after the other, tell of a solitary caller. */
  private static final int SOLITARY = 8;

  private final Limits limits;
  private final Function<Q, Object> key;
  private final LongSupplier nanoTime;
  private final Alarm alarm = new Alarm();
  private final Deque<Seat<Q, A>> queue = new ArrayDeque<>();

  /** When each batch that is under way was begun, the first one first. */
  private final List<Long> begun = new ArrayList<>();

  /** How many batches of one question each have ended since the last larger one. */
  private int singles;

  private final Pace pace;

  /**
   * @param batches how many are under way at once
   * @param slowBatches how many at most where they are slow
   * @param size the most questions of one
   * @param patience after how long a batch is slow: others need not wait for its end, and those to
   *     come are made smaller
   * @param turn how long a caller waits for his turn
   * @param batch how long somebody whose turn has come waits for whoever asks for him
   */
  record Limits(
      int batches, int slowBatches, int size, Duration patience, Duration turn, Duration batch) {

    Limits ofSize(int most) {
      return new Limits(batches, slowBatches, most, patience, turn, batch);
    }
  }

  Turns(Limits limits, Function<Q, Object> key, LongSupplier nanoTime) {
    this.limits = limits;
    this.key = key;
    this.nanoTime = nanoTime;
    this.pace = new Pace(limits.patience(), limits.size());
  }

  /** How many wait for theirs. */
  synchronized int waiting() {
    return queue.size();
  }

  /** How long whoever comes now is going to wait for his turn. Takes no lock. */
  long expectedNanos() {
    return pace.expectedNanos();
  }

  /**
   * Until the caller is to lead, or has his answer.
   *
   * @throws ScoresUnavailable where neither is so in time, or can be by the length of the queue
   */
  Seat.Word<A> await(Seat<Q, A> seat) {
    enter(seat);
    Seat.Word<A> word = seat.await(limits.turn(), alarm);
    if (word != null) {
      return word;
    }
    if (leaves(seat)) {
      throw late("the turn has not come in time");
    }
    // Somebody asks for him already, or has told him to lead.
    word = seat.await(limits.batch(), alarm);
    if (word == null) {
      throw late("the batch has not ended in time");
    }
    return word;
  }

  /** Into the queue, or on at once where a batch may be begun. */
  private synchronized void enter(Seat<Q, A> seat) {
    long now = nanoTime.getAsLong();
    if (mayBegin(now)) {
      begin(seat, now);
      return;
    }
    if (pace.expectedNanos() > limits.turn().toNanos()) {
      throw late("the turn would not come in time");
    }
    queue.add(seat);
    pace.waiting(queue.size(), begun.size());
  }

  private boolean mayBegin(long now) {
    int others = begun.size();
    return others < limits.batches()
        || (others < limits.slowBatches()
            && (pace.isSlow()
                || now - begun.get(others - limits.batches()) > limits.patience().toNanos()));
  }

  private void begin(Seat<Q, A> leader, long now) {
    boolean solitary = singles >= SOLITARY && begun.isEmpty() && queue.isEmpty();
    begun.add(now);
    leader.say(new Seat.Lead<>(now, solitary));
  }

  private synchronized boolean leaves(Seat<Q, A> seat) {
    boolean left = queue.remove(seat);
    pace.waiting(queue.size(), begun.size());
    return left;
  }

  /** The leader and who has come until now, but for those who share a key with one before. */
  synchronized List<Seat<Q, A>> batch(Seat<Q, A> leader) {
    int size = pace.size();
    List<Seat<Q, A>> batch = new ArrayList<>(Math.min(queue.size() + 1, size));
    batch.add(leader);
    Set<Object> keys = new HashSet<>();
    keys.add(key.apply(leader.question()));
    Deque<Seat<Q, A>> later = new ArrayDeque<>();
    while (!queue.isEmpty() && batch.size() < size) {
      Seat<Q, A> seat = queue.remove();
      (keys.add(key.apply(seat.question())) ? batch : later).add(seat);
    }
    later.descendingIterator().forEachRemaining(queue::addFirst);
    pace.waiting(queue.size(), begun.size());
    return batch;
  }

  /**
   * A batch has ended: who has waited longest leads the next one.
   *
   * @param questions how many it had
   */
  void handOn(Seat.Lead<A> ended, int questions) {
    List<Seat<Q, A>> leaders = new ArrayList<>(1);
    synchronized (this) {
      long now = nanoTime.getAsLong();
      begun.remove(Long.valueOf(ended.since()));
      singles = questions == 1 ? singles + 1 : 0;
      pace.took(now - ended.since(), questions);
      while (!queue.isEmpty() && mayBegin(now)) {
        leaders.add(queue.remove());
        begin(leaders.getLast(), now);
      }
      pace.waiting(queue.size(), begun.size());
    }
    leaders.forEach(Seat::wake);
  }

  private static ScoresUnavailable late(String why) {
    return new ScoresUnavailable(why, new TimeoutException(why));
  }
}
