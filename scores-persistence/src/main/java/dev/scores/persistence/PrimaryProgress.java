package dev.scores.persistence;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ScoresUnavailable;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How far the primary had got at times of the recent past, from which follows whether a standby is
 * recent enough. A thread looks at the primary, so no read does. It compares no clocks of different
 * machines, and an idle primary does not make its standby look old. Thread-safe.
 */
@Context
@Requires(property = StandbySettings.URL)
@SuppressWarnings("FutureReturnValueIgnored") // A look reports its failure itself.
final class PrimaryProgress {

  /** The end of the log that is on disk, after the snapshot was taken, and {@code LATEST} in it. */
  static final String POSITION =
      "select cast(pg_current_wal_flush_lsn() as text), latest.* from ("
          + JdbcChanges.LATEST
          + ") latest";

  private final long maxLagNanos;

  private final LongSupplier nanoTime;
  private final Supplier<Position> primary;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("primary-progress").factory());

  /**
   * What a look at the primary found.
   *
   * @param log the end of its log (LSN)
   * @param latest the end of its change feed
   */
  record Position(String log, ChangeCursor latest) {}

  /** A position that the primary had at a time between two, in nanoseconds. */
  private record Sample(long began, long ended, Position position) {}

  @Inject
  PrimaryProgress(RowQuery query, StandbySettings settings) {
    this(() -> look(query), settings.maxLag(), System::nanoTime);
    long interval = settings.interval().toNanos();
    thread.scheduleWithFixedDelay(this::sample, 0, interval, TimeUnit.NANOSECONDS);
  }

  PrimaryProgress(Supplier<Position> primary, Duration maxLag, LongSupplier nanoTime) {
    this.primary = primary;
    this.maxLagNanos = maxLag.toNanos();
    this.nanoTime = nanoTime;
  }

  private static Position look(RowQuery query) {
    return query
        .rows(POSITION, row -> new Position(row.getString(1), JdbcChanges.latest(row, 2)))
        .getFirst();
  }

  /** Looks at the primary. If that fails, as during an outage, there is no new sample. */
  void sample() {
    long began = nanoTime.getAsLong();
    Position found;
    try {
      found = primary.get();
    } catch (RuntimeException unavailable) {
      return; // The pool logs an outage.
    }
    add(new Sample(began, nanoTime.getAsLong(), found));
  }

  private synchronized void add(Sample sample) {
    samples.addLast(sample);
    while (samples.size() > 1 && isSettled(second(), sample.ended())) {
      samples.removeFirst();
    }
  }

  private Sample second() {
    return samples.stream().skip(1).findFirst().orElseThrow();
  }

  /**
   * The log position that a standby must have replayed, so that no state older than the longest
   * permitted lag is shown; empty if none is known, because the primary has not responded.
   */
  synchronized Optional<String> requiredLog() {
    long oldest = nanoTime.getAsLong() - maxLagNanos;
    return samples.stream()
        .filter(sample -> sample.began() - oldest >= 0)
        .map(sample -> sample.position().log())
        .findFirst();
  }

  /** The latest known log position of the primary; empty if none is known. */
  synchronized Optional<String> latestLog() {
    return Optional.ofNullable(samples.peekLast()).map(sample -> sample.position().log());
  }

  /**
   * The end of the change feed at a time so long ago that no standby of any instance shows an
   * earlier state: what a later read does not show comes after it. Blocks for up to the longest
   * permitted lag after the start.
   *
   * @throws ScoresUnavailable if the primary has not responded since the start
   */
  ChangeCursor settled() {
    try {
      while (true) {
        long wait = untilSettled();
        if (wait <= 0) {
          return newestSettled();
        }
        TimeUnit.NANOSECONDS.sleep(wait);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ScoresUnavailable("interrupted while waiting for the feed", interrupted);
    }
  }

  /** The time until the first sample is settled. */
  private synchronized long untilSettled() {
    if (samples.isEmpty()) {
      throw new ScoresUnavailable(
          "the primary has not responded yet", new IllegalStateException("no sample"));
    }
    return samples.getFirst().ended() + maxLagNanos - nanoTime.getAsLong();
  }

  private synchronized ChangeCursor newestSettled() {
    long now = nanoTime.getAsLong();
    return samples.stream()
        .filter(sample -> isSettled(sample, now))
        .reduce((earlier, later) -> later)
        .orElseThrow()
        .position()
        .latest();
  }

  private boolean isSettled(Sample sample, long now) {
    return now - sample.ended() >= maxLagNanos;
  }

  @PreDestroy
  void stop() {
    thread.shutdownNow();
  }
}
