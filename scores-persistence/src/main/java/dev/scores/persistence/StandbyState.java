package dev.scores.persistence;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether reads may go to the standby. After a failure they leave it alone for {@link #PAUSE}; then
 * one read tries again. Logs each change, and counts the reads that the primary answered instead.
 * Thread-safe.
 */
@Singleton
@Requires(property = StandbySettings.URL)
final class StandbyState {

  static final Duration PAUSE = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(StandbyState.class);

  private final Map<Reason, Counter> fallbacks = new EnumMap<>(Reason.class);
  private final LongSupplier nanoTime;

  private final AtomicReference<Avoidance> avoidance = new AtomicReference<>(Avoidance.NONE);

  /** Why the primary answers a read that the standby may answer. */
  enum Reason {
    /** The standby cannot be reached, or failed. */
    UNAVAILABLE,
    /** The standby is too far behind. */
    LAGGING,
    /** The standby does not have the caller's write yet. */
    OWN_WRITE,
    /** The standby canceled the query. */
    CANCELED,
    /** The primary has not said how far it has got. */
    UNKNOWN
  }

  /**
   * @param began when it was last used
   * @param ends when a read may try again
   */
  private record Avoidance(Reason reason, long began, long ends) {

    /** The standby is used. */
    static final Avoidance NONE = new Avoidance(Reason.UNKNOWN, 0, 0);
  }

  /**
   * @param registry null records no metrics
   */
  @Inject
  StandbyState(@Nullable MeterRegistry registry) {
    this(registry == null ? new CompositeMeterRegistry() : registry, System::nanoTime);
  }

  StandbyState(MeterRegistry registry, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    for (Reason reason : Reason.values()) {
      fallbacks.put(
          reason,
          Counter.builder("database.read.fallbacks")
              .tag("reason", reason.name().toLowerCase(Locale.ROOT))
              .description("Reads that the primary answered in place of the standby")
              .register(registry));
    }
  }

  /** Whether a read may try the standby; if not, it is counted. */
  boolean mayTry() {
    Avoidance current = avoidance.get();
    if (current.equals(Avoidance.NONE)) {
      return true;
    }
    long now = nanoTime.getAsLong();
    if (now - current.ends() >= 0
        && avoidance.compareAndSet(
            current, new Avoidance(current.reason(), current.began(), now + PAUSE.toNanos()))) {
      return true;
    }
    fellBack(current.reason());
    return false;
  }

  /** Counts a read that the primary answers. */
  void fellBack(Reason reason) {
    requireNonNull(fallbacks.get(reason)).increment();
  }

  /** As {@link #fellBack}, and leaves the standby alone for a while. */
  void avoid(Reason reason, String cause) {
    fellBack(reason);
    long now = nanoTime.getAsLong();
    Avoidance before =
        avoidance.getAndUpdate(
            current ->
                new Avoidance(
                    reason,
                    current.equals(Avoidance.NONE) ? now : current.began(),
                    now + PAUSE.toNanos()));
    if (before.equals(Avoidance.NONE)) {
      LOG.warn("the standby is not used: {}; the primary answers all reads", cause);
    }
  }

  /** Records that the standby is recent. */
  void worked() {
    Avoidance current = avoidance.get();
    if (!current.equals(Avoidance.NONE) && avoidance.compareAndSet(current, Avoidance.NONE)) {
      Duration length = Duration.ofNanos(nanoTime.getAsLong() - current.began());
      LOG.info("the standby is used again after {} s", length.toSeconds());
    }
  }
}
