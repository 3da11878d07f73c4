package dev.scores.persistence;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ScoresUnavailable;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
      "select * from ("
          + LogPosition.CURRENT
          + ") here cross join ("
          + JdbcChanges.LATEST
          + ") latest";

  /** The longest wait for a position that is old enough. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** The longest lag that is known. */
  static final Duration LONGEST_LAG = Duration.ofHours(1);

  /** The shortest time to the look after a failed one, which opens a connection. */
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

  /** How exactly a lag is known that is longer than permitted. */
  private static final Duration LAG_STEP = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(PrimaryProgress.class);

  private final Look look;
  private final long maxLagNanos;
  private final LongSupplier nanoTime;

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Earlier ones of the same timeline, {@link #LAG_STEP} apart, for {@link #lagOf}. */
  private final Deque<Sample> history = new ArrayDeque<>();

  /** Whether a failure has been logged; only the thread uses it. */
  private boolean isFailing;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("primary-progress").factory());

  /**
   * What a look at the primary found.
   *
   * @param latest the end of its change feed
   */
  record Position(LogPosition log, ChangeCursor latest) {

    /**
     * @throws SQLException if the server is a standby
     */
    static Position ofPrimary(ResultSet row) throws SQLException {
      LogPosition log = LogPosition.read(row);
      if (log.isInRecovery()) {
        throw new SQLException("DATABASE_URL leads to a standby");
      }
      return new Position(log, JdbcChanges.latest(row, LogPosition.COLUMNS + 1));
    }
  }

  /** Looks at the primary. */
  @FunctionalInterface
  interface Look {
    Position take() throws SQLException;
  }

  /**
   * What a standby must have, so that no state older than the longest permitted lag is shown.
   *
   * @param primary where the primary is
   * @param log the position that the standby must have replayed
   */
  record Requirement(LogPosition primary, long log) {}

  /** A position that the primary had at a time between two, in nanoseconds. */
  private record Sample(long began, long ended, Position position) {

    int timeline() {
      return position.log().timeline();
    }

    long log() {
      return position.log().log();
    }
  }

  @Inject
  PrimaryProgress(PrimaryConnection primary, StandbySettings settings) {
    this(() -> primary.row(POSITION, Position::ofPrimary), settings.maxLag(), System::nanoTime);
    thread.execute(() -> sampleEvery(settings.interval()));
  }

  PrimaryProgress(Look look, Duration maxLag, LongSupplier nanoTime) {
    this.look = look;
    this.maxLagNanos = maxLag.toNanos();
    this.nanoTime = nanoTime;
  }

  private void sampleEvery(Duration interval) {
    boolean isLong = sample() || interval.compareTo(PAUSE_AFTER_FAILURE) > 0;
    Duration pause = isLong ? interval : PAUSE_AFTER_FAILURE;
    thread.schedule(() -> sampleEvery(interval), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Looks at the primary. If that fails, as during an outage, there is no new sample.
   *
   * @return whether there is one
   */
  boolean sample() {
    long began = nanoTime.getAsLong();
    try {
      Position found = look.take();
      add(new Sample(began, nanoTime.getAsLong(), found));
      succeeded();
      return true;
    } catch (SQLException | RuntimeException fault) {
      failed(fault);
      return false;
    }
  }

  private void succeeded() {
    if (isFailing) {
      isFailing = false;
      LOG.info("the position of the primary is known again");
    }
  }

  /** Logs the failure if none has been logged since a success, and it has an effect. */
  private void failed(Exception fault) {
    if (!isFailing && requirement().isEmpty()) {
      isFailing = true;
      LOG.warn(
          "the position of the primary is unknown, so the standby is not used: {}",
          ScoreStoreExceptions.describe(fault));
    }
  }

  private synchronized void add(Sample sample) {
    Sample before = samples.peekLast();
    if (before != null && before.timeline() != sample.timeline()) {
      history.clear();
    }
    samples.addLast(sample);
    while (samples.size() > 1 && isSettled(second(), sample.ended())) {
      keep(samples.removeFirst());
    }
  }

  private Sample second() {
    return samples.stream().skip(1).findFirst().orElseThrow();
  }

  private void keep(Sample sample) {
    Sample last = history.peekLast();
    if (sample.timeline() == samples.getLast().timeline()
        && (last == null || sample.began() - last.began() >= LAG_STEP.toNanos())) {
      history.addLast(sample);
    }
    while (!history.isEmpty()
        && sample.began() - history.getFirst().began() > LONGEST_LAG.toNanos()) {
      history.removeFirst();
    }
  }

  /** What a standby must have now; empty if the primary has not responded lately. */
  synchronized Optional<Requirement> requirement() {
    long oldest = nanoTime.getAsLong() - maxLagNanos;
    return latest()
        .flatMap(
            primary ->
                samples.stream()
                    .filter(sample -> sample.timeline() == primary.timeline())
                    .filter(sample -> sample.began() - oldest >= 0)
                    .map(sample -> new Requirement(primary, sample.log()))
                    .findFirst());
  }

  /** Where the primary was at the last look; empty before the first. */
  synchronized Optional<LogPosition> latest() {
    return Optional.ofNullable(samples.peekLast()).map(sample -> sample.position().log());
  }

  /**
   * How far a standby that has replayed the log up to there is behind: the time since the primary
   * had more, at most {@link #LONGEST_LAG}. Zero if it had no more at the last look.
   */
  synchronized Duration lagOf(long log) {
    Sample latest = samples.peekLast();
    long now = nanoTime.getAsLong();
    return Stream.concat(history.stream(), samples.stream())
        .filter(sample -> latest != null && sample.timeline() == latest.timeline())
        .filter(sample -> sample.log() > log)
        .map(sample -> Duration.ofNanos(now - sample.began()))
        .map(lag -> lag.compareTo(LONGEST_LAG) < 0 ? lag : LONGEST_LAG)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  /**
   * The end of the change feed at a time so long ago that no standby of any instance shows an
   * earlier state: what a later read does not show comes after it. After the start it may block for
   * up to {@link #LONGEST_WAIT}.
   *
   * @throws ScoresUnavailable if the primary has not responded since the start, or the start is not
   *     long enough ago
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
      throw unknown("the primary has not responded yet");
    }
    long wait = samples.getFirst().ended() + maxLagNanos - nanoTime.getAsLong();
    if (wait > LONGEST_WAIT.toNanos()) {
      throw unknown("the service started less than DATABASE_READ_MAX_LAG ago");
    }
    return wait;
  }

  private static ScoresUnavailable unknown(String reason) {
    return new ScoresUnavailable(reason, new IllegalStateException("no position is old enough"));
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
