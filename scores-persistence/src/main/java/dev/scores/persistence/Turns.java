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

/** Whose turn it is at a {@link Funnel}. Safe for many threads. */
final class Turns<Q, A> {

  private final Limits limits;
  private final Function<Q, Object> key;
  private final Deque<Seat<Q, A>> queue = new ArrayDeque<>();
  private int underWay;
  private long nanosOfBatch;

  /**
   * @param batches how many are under way at once
   * @param size the most questions of one
   * @param turn how long a caller waits for his turn
   * @param batch how long somebody whose turn has come waits for whoever asks for him
   */
  record Limits(int batches, int size, Duration turn, Duration batch) {}

  Turns(Limits limits, Function<Q, Object> key) {
    this.limits = limits;
    this.key = key;
  }

  /** How many wait for theirs. */
  synchronized int waiting() {
    return queue.size();
  }

  /**
   * Until the caller is to lead, or has his answer.
   *
   * @throws ScoresUnavailable where neither is so in time, or can be by the length of the queue
   */
  Seat.Word<A> await(Seat<Q, A> seat) {
    if (leadsAtOnce(seat)) {
      return new Seat.Lead<>();
    }
    Seat.Word<A> word = seat.await(limits.turn());
    if (word != null) {
      return word;
    }
    if (leaves(seat)) {
      throw late("the turn has not come in time");
    }
    // Somebody asks for him already, or has told him to lead.
    word = seat.await(limits.batch());
    if (word == null) {
      throw late("the batch has not ended in time");
    }
    return word;
  }

  private synchronized boolean leadsAtOnce(Seat<Q, A> seat) {
    if (underWay < limits.batches()) {
      underWay++;
      return true;
    }
    long before = queue.size() / ((long) limits.size() * limits.batches());
    if (before * nanosOfBatch > limits.turn().toNanos()) {
      throw late("the turn would not come in time");
    }
    queue.add(seat);
    return false;
  }

  private synchronized boolean leaves(Seat<Q, A> seat) {
    return queue.remove(seat);
  }

  /** The leader and who has come until now, but for those who share a key with one before. */
  synchronized List<Seat<Q, A>> batch(Seat<Q, A> leader) {
    List<Seat<Q, A>> batch = new ArrayList<>(Math.min(queue.size() + 1, limits.size()));
    batch.add(leader);
    Set<Object> keys = new HashSet<>();
    keys.add(key.apply(leader.question()));
    Deque<Seat<Q, A>> later = new ArrayDeque<>();
    while (!queue.isEmpty() && batch.size() < limits.size()) {
      Seat<Q, A> seat = queue.remove();
      (keys.add(key.apply(seat.question())) ? batch : later).add(seat);
    }
    later.descendingIterator().forEachRemaining(queue::addFirst);
    return batch;
  }

  /** A batch has ended: who has waited longest leads the next one. */
  void handOn(long nanos) {
    Seat<Q, A> next;
    synchronized (this) {
      nanosOfBatch += (nanos - nanosOfBatch) / 8; // Of the last few.
      next = queue.poll();
      if (next == null) {
        underWay--;
        return;
      }
      next.say(new Seat.Lead<>());
    }
    next.wake();
  }

  private static ScoresUnavailable late(String why) {
    return new ScoresUnavailable(why, new TimeoutException(why));
  }
}
