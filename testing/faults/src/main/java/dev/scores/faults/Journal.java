package dev.scores.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Every exchange of a drill's clients, in the order in which they ended. Thread-safe. */
final class Journal {

  private final List<TimedExchange> exchanges = new ArrayList<>();
  private int successes;

  synchronized void add(TimedExchange exchange) {
    exchanges.add(exchange);
    if (exchange.isSuccess()) {
      successes++;
    }
  }

  /** Returns when so many more have succeeded: the load has got going, or has got going again. */
  void awaitMore(int number) throws InterruptedException {
    int before = successes();
    Patience.until(
        number + " more successes", Duration.ofSeconds(60), () -> successes() - before >= number);
  }

  private synchronized int successes() {
    return successes;
  }

  /** Those so far. */
  synchronized Stream<TimedExchange> exchanges() {
    return List.copyOf(exchanges).stream();
  }

  long count(Predicate<TimedExchange> which) {
    return exchanges().filter(which).count();
  }

  /** Those that were asked within a span of {@code System.nanoTime()}. */
  Stream<TimedExchange> asked(long from, long to) {
    return exchanges().filter(it -> it.invoked() - from >= 0 && it.invoked() - to < 0);
  }

  /**
   * The longest time without the end of one of those, from the one moment to the other: how long
   * all clients together had to do without.
   */
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
   * How long after a moment the last request still failed that was asked after it; nothing where
   * none did. From then on all was well.
   *
   * @param well what a good answer is
   */
  Duration wholeAfter(long moment, Predicate<TimedExchange> well) {
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
