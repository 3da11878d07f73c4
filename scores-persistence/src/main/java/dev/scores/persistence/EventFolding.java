package dev.scores.persistence;

import dev.scores.domain.ScoresUnavailable;
import dev.scores.domain.StaleReads;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the events of the log into the kept reports (ADR 54), on the primary: one statement at a
 * time. {@link ReportCatchUp} calls it for readers, {@link BackgroundFolding} so that readers find
 * few events. Of several instances one folds at a time. Thread-safe.
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

  /**
   * The most events that a statement folds. In a large batch each costs less, because many concern
   * the same exercise.
   */
  private static final int MAX_BATCH = 20_000;

  private final ReadQuery query;

  /** Held during a statement. */
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * The most events for the next statement: half as many after one that took too long, because it
   * would do so again, and then slowly more. With the lock.
   */
  private int batch = MAX_BATCH;

  /** With the lock. */
  private boolean isFailing;

  private volatile long foldedBelow;
  private volatile long caughtUp = System.nanoTime();

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
  record Folded(boolean isBusy, boolean waits, long horizon) {

    private static Folded read(ResultSet row) throws SQLException {
      boolean waits = row.getBoolean(1);
      return new Folded(row.wasNull(), waits, Long.parseLong(row.getString(2)));
    }

    private boolean isUpToHorizon() {
      return !isBusy && !waits;
    }
  }

  /** The transaction below which all events were folded when this instance last knew. */
  long foldedBelow() {
    return foldedBelow;
  }

  /** The time since all events were folded. */
  Duration behind() {
    return Duration.ofNanos(System.nanoTime() - caughtUp);
  }

  /** Folds the next events, after a statement that runs; empty on a standby, and if it failed. */
  Optional<Folded> fold() {
    turn.lock();
    try {
      return execute();
    } finally {
      turn.unlock();
    }
  }

  /** Like {@link #fold}, but also empty if another thread folds. */
  Optional<Folded> foldUnlessBusy() {
    if (!turn.tryLock()) {
      return Optional.empty();
    }
    try {
      return execute();
    } finally {
      turn.unlock();
    }
  }

  /** Logs the first of several failures in a row. */
  private Optional<Folded> execute() {
    try {
      Optional<Folded> folded =
          StaleReads.forbid(() -> query.rows(FOLD, Folded::read, batch)).stream().findFirst();
      isFailing = false;
      batch = Math.min(batch + MAX_BATCH / 20, MAX_BATCH);
      if (folded.filter(Folded::isUpToHorizon).isPresent()) {
        foldedBelow = folded.get().horizon();
        caughtUp = System.nanoTime();
      }
      return folded;
    } catch (ScoresUnavailable | IllegalStateException fault) {
      if (ScoreStoreExceptions.isTimeout(fault)) {
        batch = Math.max(batch / 2, 1);
      }
      if (!isFailing) {
        isFailing = true;
        LOG.warn(
            "could not fold events into the reports, which stay as they were: {}",
            ScoreStoreExceptions.describe(fault));
      }
      return Optional.empty();
    }
  }
}
