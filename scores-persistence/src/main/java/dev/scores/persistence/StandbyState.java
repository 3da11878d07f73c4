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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether reads may go to the standby. After a failure they leave it alone for a pause; then a
 * check that is no read decides whether it is used again. If it soon fails once more, the pause
 * doubles. Logs each change, and counts the reads that the primary answered instead. Thread-safe.
 */
@Singleton
@Requires(property = StandbySettings.URL)
final class StandbyState {

  static final Duration SHORTEST_PAUSE = Duration.ofSeconds(3);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(12);

  /** A standby that fails within this time of its return fails again. */
  static final Duration PROBATION = Duration.ofMinutes(1);

  /** After so many canceled queries in a row the standby is too slow to be asked. */
  static final int MAX_CANCELED = 5;

  private static final Logger LOG = LoggerFactory.getLogger(StandbyState.class);

  private final Map<Reason, Counter> fallbacks = new EnumMap<>(Reason.class);
  private final LongSupplier nanoTime;

  /** Null while the standby is used. */
  private volatile @Nullable Avoidance avoidance;

  private final AtomicInteger canceledInRow = new AtomicInteger();
  private Duration pause = SHORTEST_PAUSE;
  private long usedSince;

  /** Why the primary answers a read that the standby may answer. */
  enum Reason {
    /** The standby cannot be reached, or failed. */
    UNAVAILABLE,
    /** The standby is too far behind. */
    LAGGING,
    /** The address does not lead to a copy of the primary. */
    WRONG_SERVER,
    /** The standby does not have the caller's write yet. */
    OWN_WRITE,
    /** The standby canceled the query. */
    CANCELED,
    /** The query failed by itself. */
    FAILED,
    /** Every connection of the pool was in use. */
    BUSY,
    /** The primary has not said how far it has got. */
    UNKNOWN
  }

  /** What a read does now. */
  enum Use {
    STANDBY,
    PRIMARY,
    /** The read goes to the primary, and its caller checks the standby. */
    PRIMARY_AND_CHECK
  }

  /**
   * @param began when the standby was last used
   * @param ends when to check it
   */
  private record Avoidance(Reason reason, long began, long ends) {}

  /**
   * @param registry null records no metrics
   */
  @Inject
  StandbyState(@Nullable MeterRegistry registry) {
    this(registry == null ? new CompositeMeterRegistry() : registry, System::nanoTime);
  }

  StandbyState(MeterRegistry registry, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.usedSince = nanoTime.getAsLong() - PROBATION.toNanos();
    for (Reason reason : Reason.values()) {
      fallbacks.put(
          reason,
          Counter.builder("database.read.fallbacks")
              .tag("reason", reason.name().toLowerCase(Locale.ROOT))
              .description("Reads that the primary answered in place of the standby")
              .register(registry));
    }
  }

  /** What a read does now; one that goes to the primary is counted. */
  Use next() {
    Avoidance current = avoidance;
    if (current == null) {
      return Use.STANDBY;
    }
    fellBack(current.reason());
    return nanoTime.getAsLong() - current.ends() >= 0 && beginCheck()
        ? Use.PRIMARY_AND_CHECK
        : Use.PRIMARY;
  }

  /** Puts off the next check, so that one caller begins this one. */
  private synchronized boolean beginCheck() {
    Avoidance current = avoidance;
    long now = nanoTime.getAsLong();
    if (current == null || now - current.ends() < 0) {
      return false;
    }
    avoidance = new Avoidance(current.reason(), current.began(), now + pause.toNanos());
    return true;
  }

  /** Counts a read that the primary answers. */
  void fellBack(Reason reason) {
    requireNonNull(fallbacks.get(reason)).increment();
  }

  /** Counts a read that the primary answers because the standby has canceled it. */
  void canceled() {
    fellBack(Reason.CANCELED);
    if (canceledInRow.incrementAndGet() >= MAX_CANCELED) {
      canceledInRow.set(0);
      avoid(Reason.CANCELED, "it has canceled %d queries in a row".formatted(MAX_CANCELED));
    }
  }

  /** The standby has answered a read. */
  void answered() {
    if (canceledInRow.get() != 0) {
      canceledInRow.set(0);
    }
  }

  /** Leaves the standby alone for a while. */
  synchronized void avoid(Reason reason, String cause) {
    Avoidance current = avoidance;
    long now = nanoTime.getAsLong();
    if (current == null) {
      pause = nextPause(now);
    }
    if (current == null || current.reason() != reason) {
      LOG.warn("the standby is not used: {}; the primary answers all reads", cause);
    }
    long began = current == null ? now : current.began();
    avoidance = new Avoidance(reason, began, now + pause.toNanos());
  }

  private Duration nextPause(long now) {
    if (now - usedSince >= PROBATION.toNanos()) {
      return SHORTEST_PAUSE;
    }
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  /** Uses the standby, because a check has found it recent. */
  synchronized void useAgain() {
    Avoidance current = avoidance;
    if (current != null) {
      usedSince = nanoTime.getAsLong();
      avoidance = null;
      Duration length = Duration.ofNanos(usedSince - current.began());
      LOG.info("the standby is used again after {} s", length.toSeconds());
    }
  }
}
