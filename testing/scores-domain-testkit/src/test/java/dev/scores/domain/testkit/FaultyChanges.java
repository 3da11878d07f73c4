package dev.scores.domain.testkit;

import static java.util.Comparator.comparing;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.ChangePage.CursorExpired;
import dev.scores.domain.Changes;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.Writer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Changes with one fault. */
record FaultyChanges(InMemoryScores scores, Fault fault) implements Changes {

  enum Fault {
    NONE,
    UPDATE_IS_NO_EVENT,
    REMOVAL_IS_NO_EVENT,
    ONLY_THE_LAST_EVENT_OF_A_SCORE_IS_RETURNED,
    EVENTS_OF_REMOVED_SCORES_ARE_DROPPED,
    TYPE_IS_ALWAYS_UPDATED,
    SCORE_IS_RETURNED_AS_IT_IS_NOW,
    VERDICT_IS_THAT_OF_THE_SCORE,
    WRITER_IS_THE_OWNER,
    REMOVAL_HAS_THE_TIME_OF_THE_LAST_WRITE,
    REMOVED_SCORE_HAS_THE_TIME_OF_ITS_LAST_WRITE,
    PAGE_IS_ORDERED_BY_ID,
    PAGE_IS_ORDERED_BY_TIME,
    PAGE_EXCEEDS_ITS_LIMIT,
    CURSOR_DOES_NOT_ADVANCE,
    CURSOR_SKIPS_AN_EVENT,
    CURSOR_IS_READ_AFTER_THE_PAGE,
    EVENTS_HAVE_THE_CURSOR_OF_THEIR_PAGE,
    EMPTY_PAGE_RETURNS_THE_START,
    LATEST_IS_THE_START,
    LATEST_IS_BEFORE_THE_LAST_EVENT,
    LATEST_IS_AHEAD,
    CURSOR_AHEAD_IS_NOT_REPORTED,
    EXPIRED_CURSOR_IS_NOT_REPORTED,
    CURSOR_AFTER_THE_LAST_DROPPED_EVENT_IS_EXPIRED,
    START_IS_EXPIRED,
    LIMIT_IS_NOT_CHECKED
  }

  @Override
  public ChangePage since(ChangeCursor cursor, int limit) {
    if (fault == Fault.LIMIT_IS_NOT_CHECKED && (limit < 1 || limit > MAX_PAGE)) {
      return new Changed(List.of(), cursor);
    }
    ChangePage right = scores.since(cursor, limit);
    if (isExpiredByFault(cursor)) {
      return new CursorExpired();
    }
    return switch (right) {
      case Changed found -> faulty(found, cursor, limit);
      case CursorAhead ahead ->
          fault == Fault.CURSOR_AHEAD_IS_NOT_REPORTED ? new Changed(List.of(), cursor) : ahead;
      case CursorExpired expired ->
          fault == Fault.EXPIRED_CURSOR_IS_NOT_REPORTED
              ? scores.since(ChangeCursor.start(), limit)
              : expired;
    };
  }

  @Override
  public ChangeCursor latest() {
    ChangeCursor right = scores.latest();
    return switch (fault) {
      case LATEST_IS_THE_START -> ChangeCursor.start();
      case LATEST_IS_BEFORE_THE_LAST_EVENT -> moved(right, right.position() == 0 ? 0 : -1);
      case LATEST_IS_AHEAD -> moved(right, 1);
      default -> right;
    };
  }

  private static ChangeCursor moved(ChangeCursor cursor, int by) {
    return new ChangeCursor(cursor.position() + by, cursor.sequence() + by);
  }

  private boolean isExpiredByFault(ChangeCursor cursor) {
    boolean isStart = cursor.equals(ChangeCursor.start());
    long dropped = scores.latest().position() - kept().size();
    return switch (fault) {
      case START_IS_EXPIRED -> isStart && dropped > 0;
      case CURSOR_AFTER_THE_LAST_DROPPED_EVENT_IS_EXPIRED ->
          !isStart && dropped == cursor.position();
      default -> false;
    };
  }

  private List<ScoreEvent> kept() {
    return ((Changed) scores.since(ChangeCursor.start(), MAX_PAGE)).events();
  }

  private ChangePage faulty(Changed right, ChangeCursor cursor, int limit) {
    List<ScoreEvent> found = right.events();
    ChangeCursor next = right.next();
    return switch (fault) {
      case UPDATE_IS_NO_EVENT -> only(right, event -> event.type() != ScoreEvent.Type.UPDATED);
      case REMOVAL_IS_NO_EVENT -> only(right, event -> event.type() != ScoreEvent.Type.REMOVED);
      case ONLY_THE_LAST_EVENT_OF_A_SCORE_IS_RETURNED ->
          only(right, event -> isLast(event, kept()));
      case EVENTS_OF_REMOVED_SCORES_ARE_DROPPED ->
          only(
              right,
              event ->
                  event.type() == ScoreEvent.Type.REMOVED
                      || scores.find(event.score().id()).isPresent());
      case TYPE_IS_ALWAYS_UPDATED ->
          each(
              right,
              event ->
                  event.type() == ScoreEvent.Type.ADDED
                      ? with(event, ScoreEvent.Type.UPDATED, event.at(), event.score())
                      : event);
      case SCORE_IS_RETURNED_AS_IT_IS_NOW ->
          each(
              right,
              event ->
                  with(
                      event,
                      event.type(),
                      event.at(),
                      scores.find(event.score().id()).orElse(event.score())));
      case VERDICT_IS_THAT_OF_THE_SCORE ->
          each(
              right,
              event ->
                  new ScoreEvent(
                      event.cursor(),
                      event.type(),
                      event.at(),
                      event.score().correct(),
                      event.score(),
                      event.writer()));
      case WRITER_IS_THE_OWNER ->
          each(
              right,
              event ->
                  new ScoreEvent(
                      event.cursor(),
                      event.type(),
                      event.at(),
                      event.verdict(),
                      event.score(),
                      new Writer.Owner()));
      case REMOVAL_HAS_THE_TIME_OF_THE_LAST_WRITE ->
          each(right, event -> with(event, event.type(), lastWrite(event), event.score()));
      case REMOVED_SCORE_HAS_THE_TIME_OF_ITS_LAST_WRITE ->
          each(
              right,
              event -> with(event, event.type(), event.at(), at(lastWrite(event), event.score())));
      case PAGE_IS_ORDERED_BY_ID ->
          new Changed(
              found.stream().sorted(comparing((ScoreEvent event) -> event.score().id())).toList(),
              next);
      case PAGE_IS_ORDERED_BY_TIME ->
          new Changed(found.stream().sorted(comparing(ScoreEvent::at)).toList(), next);
      case PAGE_EXCEEDS_ITS_LIMIT -> limit == MAX_PAGE ? right : scores.since(cursor, limit + 1);
      case CURSOR_DOES_NOT_ADVANCE -> new Changed(found, cursor);
      case CURSOR_SKIPS_AN_EVENT ->
          found.size() < limit ? right : new Changed(found, moved(next, 1));
      case CURSOR_IS_READ_AFTER_THE_PAGE -> found.size() < limit ? readLater(found) : right;
      case EVENTS_HAVE_THE_CURSOR_OF_THEIR_PAGE ->
          each(
              right,
              event ->
                  new ScoreEvent(
                      next,
                      event.type(),
                      event.at(),
                      event.verdict(),
                      event.score(),
                      event.writer()));
      case EMPTY_PAGE_RETURNS_THE_START ->
          found.isEmpty() ? new Changed(found, ChangeCursor.start()) : right;
      default -> right;
    };
  }

  /** Misses the events that are written between the two reads. */
  private ChangePage readLater(List<ScoreEvent> found) {
    LockSupport.parkNanos(1000);
    return new Changed(found, scores.latest());
  }

  private static Changed only(Changed right, Predicate<ScoreEvent> returned) {
    return new Changed(right.events().stream().filter(returned).toList(), right.next());
  }

  private static Changed each(Changed right, UnaryOperator<ScoreEvent> change) {
    return new Changed(right.events().stream().map(change).toList(), right.next());
  }

  private static ScoreEvent with(ScoreEvent event, ScoreEvent.Type type, Instant at, Score score) {
    return new ScoreEvent(event.cursor(), type, at, event.verdict(), score, event.writer());
  }

  private static boolean isLast(ScoreEvent event, List<ScoreEvent> events) {
    return events.stream()
        .noneMatch(
            other ->
                other.score().id().equals(event.score().id())
                    && other.sequence() > event.sequence());
  }

  /** When the score was last written, which of a removal is before it. */
  private Instant lastWrite(ScoreEvent event) {
    return kept().stream()
        .filter(other -> other.score().id().equals(event.score().id()))
        .filter(other -> other.sequence() <= event.sequence())
        .filter(other -> other.type() != ScoreEvent.Type.REMOVED)
        .map(ScoreEvent::at)
        .reduce(event.at(), (earlier, later) -> later);
  }

  private static Score at(Instant updatedAt, Score s) {
    return new Score(
        s.id(),
        s.user(),
        s.exercise(),
        s.correct(),
        s.createdAt(),
        updatedAt,
        s.version(),
        s.attempts(),
        s.solve());
  }
}
