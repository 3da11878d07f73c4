package dev.scores.chassis.limits;

import dev.scores.chassis.database.Admission;
import dev.scores.chassis.database.WaitingRoom;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Says whether a request is let in: not where it would wait longer than {@code ADMISSION_MAX_WAIT}
 * for its turn, in the {@link Backlog}, in the pool's {@link WaitingRoom} and in queues of the
 * service's own together. Beyond {@link #FEW} only the time counts: however many connections there
 * are, they are served as long as that is short.
 */
@Singleton
final class Entrance {

  /** What tells operators and clients how the service is must not be lost in its overload. */
  private static final Set<String> ALWAYS_OPEN = Set.of("/ping", "/metrics");

  private static final List<String> ALWAYS_OPEN_BELOW = List.of("/health", "/.well-known/");

  /**
   * So many at once are no overload: where these wait it is the machine or the database that is
   * slow, and to refuse them would not make it faster.
   */
  static final int FEW = 512;

  private final long longestNanos;
  private final LongAdder inside = new LongAdder();
  private final Backlog backlog;
  private final WaitingRoom room;
  private final List<LongSupplier> queues;

  /**
   * @param longest 0 lets everybody in
   * @param queues of the service's own, each of which says how many nanoseconds whoever comes now
   *     is going to wait there
   */
  Entrance(
      @Value("${limits.admission-wait}") Duration longest,
      Backlog backlog,
      Admission pool,
      @Named("expected-wait") List<LongSupplier> queues,
      MeterRegistry figures) {
    this.longestNanos = longest.isZero() ? Long.MAX_VALUE : longest.toNanos();
    this.backlog = backlog;
    this.room = pool.room();
    this.queues = List.copyOf(queues);
    figures.gauge(
        "admission.wait.seconds",
        this,
        entrance -> entrance.expectedNanos() / (double) TimeUnit.SECONDS.toNanos(1));
  }

  boolean isOpenFor(String target) {
    return expectedNanos() <= longestNanos || isAlwaysOpenFor(target) || inside.sum() <= FEW;
  }

  /** A request has been let in. */
  void entered() {
    inside.increment();
  }

  /** It has been answered, or its connection is gone. */
  void left() {
    inside.decrement();
  }

  private long expectedNanos() {
    long nanos = backlog.nanos() + room.expectedNanos();
    for (LongSupplier queue : queues) {
      nanos += queue.getAsLong();
    }
    return nanos;
  }

  private static boolean isAlwaysOpenFor(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return ALWAYS_OPEN.contains(path) || ALWAYS_OPEN_BELOW.stream().anyMatch(path::startsWith);
  }
}
