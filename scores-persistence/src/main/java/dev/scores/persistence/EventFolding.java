package dev.scores.persistence;

import dev.scores.domain.ScoresUnavailable;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the events of the log into the kept reports (ADR 54): for a reader who finds that events
 * wait, and in the background, so that readers find few. Of several instances one folds at a time.
 * A standby folds nothing. Thread-safe.
 */
@Singleton
final class EventFolding {

  /**
   * Returns whether further events wait, null if another session folds or rebuilds the reports; and
   * the oldest transaction that may still be open. No row on a standby.
   */
  static final String FOLD =
      """
      select fold_score_events(?, false), pg_snapshot_xmin(pg_current_snapshot())
      where not pg_is_in_recovery()
      """;

  private static final Logger LOG = LoggerFactory.getLogger(EventFolding.class);

  /** The most events that a statement folds. */
  private static final int MAX_BATCH = 5000;

  /** How long a reader waits for events to be folded. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** How long a reader waits for the end of transactions, or for another session that folds. */
  private static final Duration PATIENCE_FOR_OTHERS = Duration.ofMillis(50);

  /** A pause in the background is as many times longer than the folding before it. */
  private static final int PAUSES = 30;

  /** How far the background falls behind before it folds without pauses. */
  private static final Duration MAX_BEHIND = Duration.ofMinutes(1);

  private final ReadQuery query;

  /** Held while this instance folds. */
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * The most events for the next statement: half as many after each failure, because a statement
   * that takes too long would do so again. With the lock.
   */
  private int batch = MAX_BATCH;

  /** The transaction below which all events were folded. With the lock. */
  private long foldedBelow;

  /** A transaction that readers have waited for in vain. With the lock. */
  private long stuckAt;

  /** When the background may fold next, by {@link System#nanoTime()}. With the lock. */
  private long nextStart = System.nanoTime();

  /** When everything was folded. With the lock. */
  private long caughtUp = nextStart;

  private boolean isFailing;

  EventFolding(ReadQuery query) {
    this.query = query;
  }

  /**
   * The end of a statement.
   *
   * @param isBusy whether another session folds, so that this one did not
   * @param waits whether further events wait
   * @param horizon the oldest transaction that may still be open; below it events are folded,
   *     unless one of the others is true
   */
  private record Folded(boolean isBusy, boolean waits, long horizon) {

    static Folded read(ResultSet row) throws SQLException {
      boolean waits = row.getBoolean(1);
      return new Folded(row.wasNull(), waits, Long.parseLong(row.getString(2)));
    }

    boolean isUpToHorizon() {
      return !isBusy && !waits;
    }
  }

  /**
   * Folds the events of all transactions below {@code end}. Simultaneous callers share the work.
   * Ends early if it fails or takes too long, or if a transaction stays open: then the reports are
   * those of an earlier position.
   */
  void catchUp(long end) {
    try {
      if (!turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      long start = System.nanoTime();
      while (foldedBelow < end) {
        Optional<Folded> folded = fold();
        if (folded.isEmpty() || isTooLate(folded.get(), end, System.nanoTime() - start)) {
          return;
        }
      }
    } finally {
      turn.unlock();
    }
  }

  /** Pauses if it is not, but others have to end first. */
  private boolean isTooLate(Folded folded, long end, long nanos) {
    if (folded.waits()) {
      return nanos > PATIENCE.toNanos();
    }
    if (folded.isUpToHorizon() && folded.horizon() >= end) {
      return false;
    }
    if (folded.horizon() == stuckAt || nanos > PATIENCE_FOR_OTHERS.toNanos()) {
      stuckAt = folded.isBusy() ? 0 : folded.horizon();
      return true;
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    return false;
  }

  @Scheduled(
      initialDelay = "${scores.reports.fold-interval:1s}",
      fixedDelay = "${scores.reports.fold-interval:1s}")
  void inBackground() {
    if (!turn.tryLock()) {
      return;
    }
    try {
      long start = System.nanoTime();
      if (start - nextStart >= 0) {
        while (fold().filter(Folded::waits).isPresent()
            && System.nanoTime() - caughtUp > MAX_BEHIND.toNanos()) {
          // Folds without pauses until it has caught up.
        }
        long end = System.nanoTime();
        nextStart = end + Math.min((end - start) * PAUSES, MAX_BEHIND.toNanos());
      }
    } finally {
      turn.unlock();
    }
  }

  /** Empty on a standby, and if it failed. Logs the first of several failures in a row. */
  private Optional<Folded> fold() {
    try {
      Optional<Folded> folded = query.rows(FOLD, Folded::read, batch).stream().findFirst();
      isFailing = false;
      batch = Math.min(2 * batch, MAX_BATCH);
      if (folded.filter(Folded::isUpToHorizon).isPresent()) {
        foldedBelow = folded.get().horizon();
        caughtUp = System.nanoTime();
      }
      return folded;
    } catch (ScoresUnavailable | IllegalStateException fault) {
      batch = Math.max(batch / 2, 1);
      if (!isFailing) {
        isFailing = true;
        LOG.warn(
            "could not fold events into the reports, which stay as they were: {}",
            rootMessage(fault));
      }
      return Optional.empty();
    }
  }

  private static @Nullable String rootMessage(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
