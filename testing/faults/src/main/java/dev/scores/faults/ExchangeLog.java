package dev.scores.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The exchanges of a drill's clients, in the order in which they completed. Thread-safe. */
final class ExchangeLog {

  private final List<TimedExchange> exchanges = new ArrayList<>();
  private int successes;

  synchronized void add(TimedExchange exchange) {
    exchanges.add(exchange);
    if (exchange.isSuccess()) {
      successes++;
    }
  }

  /** Waits until that many more exchanges have succeeded: the load is running, or running again. */
  void awaitMore(int number) throws InterruptedException {
    int before = successes();
    Await.until(
        number + " more successful exchanges",
        Duration.ofSeconds(60),
        () -> successes() - before >= number);
  }

  private synchronized int successes() {
    return successes;
  }

  /** Returns the exchanges so far. */
  synchronized Stream<TimedExchange> exchanges() {
    return List.copyOf(exchanges).stream();
  }

  long count(Predicate<TimedExchange> which) {
    return exchanges().filter(which).count();
  }

  /** Returns the exchanges that began within a span of {@code System.nanoTime()}. */
  Stream<TimedExchange> began(long from, long to) {
    return exchanges().filter(it -> it.invoked() - from >= 0 && it.invoked() - to < 0);
  }

  /** Returns the longest time between two moments in which no matching exchange completed. */
  Duration longestGap(Predicate<TimedExchange> of, long from, long to) {
    long last = from;
    long longest = 0;
    for (long end :
        exchanges()
            .filter(of)
            .mapToLong(TimedExchange::completed)
            .filter(end -> end - from >= 0 && end - to <= 0)
            .sorted()
            .toArray()) {
      longest = Math.max(longest, end - last);
      last = end;
    }
    return Duration.ofNanos(Math.max(longest, to - last));
  }

  /**
   * Returns the time from a moment to the last failure of a request that began after it; zero
   * without a failure.
   *
   * @param well matches a successful exchange
   */
  Duration recoveryTime(long moment, Predicate<TimedExchange> well) {
    return exchanges()
        .filter(it -> it.invoked() - moment >= 0)
        .filter(well.negate())
        .map(it -> Duration.ofNanos(it.completed() - moment))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  Duration slowest(Predicate<TimedExchange> of) {
    return exchanges()
        .filter(of)
        .map(TimedExchange::took)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }
}
