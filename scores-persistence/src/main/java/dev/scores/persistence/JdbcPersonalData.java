package dev.scores.persistence;

import dev.scores.domain.PersonalData;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.ScoresUnavailable;
import dev.scores.domain.UserId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the database has about a user. Erases it step by step, each a short transaction of the
 * function {@code erase_user} (ADR 46), and folds the removals, which the last steps need. Blocks
 * the calling thread; thread-safe.
 */
@Singleton
final class JdbcPersonalData implements PersonalData {

  /** Returns whether nothing is left; null if the rest has to wait. */
  static final String ERASE = "select erase_user(?, cast(? as timestamptz))";

  /** Merges two ranges of an index, because {@code correct} comes first in it (ADR 25). */
  static final String EVENTS =
      """
      select * from (
        (%1$s and event.correct order by event.at, event.score_id, event.sequence limit ?)
        union all
        (%1$s and not event.correct order by event.at, event.score_id, event.sequence limit ?)) events
      order by updated_at, id, sequence limit ?
      """
          .formatted(
              """
              select %s
              from score_events event
              where event.user_id = ?
                and (event.at, event.score_id, event.sequence) > (?, ?, ?)\
              """
                  .formatted(JdbcChanges.COLUMNS));

  /** The driver writes it as {@code -infinity}. */
  private static final Timestamp MINUS_INFINITY = new Timestamp(-9_223_372_036_832_400_000L);

  /** Between two attempts while other transactions are open. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private static final Logger LOG = LoggerFactory.getLogger(JdbcPersonalData.class);

  private final ReadQuery query;
  private final EventFolding folding;

  /** Whether a timeout has been logged since an erasure was completed. */
  private final AtomicBoolean isTimingOut = new AtomicBoolean();

  JdbcPersonalData(ReadQuery query, EventFolding folding) {
    this.query = query;
    this.folding = folding;
  }

  private enum Step {
    ERASED_SOME,
    ERASED_ALL,
    WAITING;

    static Step read(ResultSet row) throws SQLException {
      boolean isDone = row.getBoolean(1);
      return row.wasNull() ? WAITING : isDone ? ERASED_ALL : ERASED_SOME;
    }
  }

  @Override
  public void erase(UserId user, Instant at) {
    while (!eraseOrFold(user, at)) {
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new ScoresUnavailable("the erasure was interrupted", interrupted);
      }
    }
  }

  /** A step that takes too long is a part that has to wait. */
  @Override
  public boolean tryErase(UserId user, Instant at) {
    try {
      boolean isErased = eraseOrFold(user, at);
      if (isErased) {
        isTimingOut.set(false);
      }
      return isErased;
    } catch (ScoresUnavailable fault) {
      if (!ScoreStoreExceptions.isTimeout(fault)) {
        throw fault;
      }
      if (!isTimingOut.getAndSet(true)) {
        LOG.warn(
            "could not erase user {}, which is tried again: {}",
            user.value(),
            ScoreStoreExceptions.describe(fault));
      }
      return false;
    }
  }

  private boolean eraseOrFold(UserId user, Instant at) {
    if (eraseWhatDoesNotWait(user, at)) {
      return true;
    }
    // Once, so that a backlog of events delays no other erasure for long.
    folding.foldUnlessBusy();
    return eraseWhatDoesNotWait(user, at);
  }

  private boolean eraseWhatDoesNotWait(UserId user, Instant at) {
    Step step;
    do {
      step = query.rows(ERASE, Step::read, user.value(), at.toString()).getFirst();
    } while (step == Step.ERASED_SOME);
    return step == Step.ERASED_ALL;
  }

  @Override
  public List<ScoreEvent> events(UserId user, Optional<ScoreEvent> after, int limit) {
    PersonalData.checkLimit(limit);
    Timestamp at = after.map(ScoreEvent::at).map(Timestamp::from).orElse(MINUS_INFINITY);
    long score = after.map(event -> event.score().id().value()).orElse(0L);
    long sequence = after.map(ScoreEvent::sequence).orElse(0L);
    return query.rows(
        EVENTS,
        row -> JdbcChanges.event(row, 1, 0),
        user.value(),
        at,
        score,
        sequence,
        limit,
        user.value(),
        at,
        score,
        sequence,
        limit,
        limit);
  }
}
