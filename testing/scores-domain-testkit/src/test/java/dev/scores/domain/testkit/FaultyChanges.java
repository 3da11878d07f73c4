package dev.scores.domain.testkit;

import static java.util.Comparator.comparing;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.Changes;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Score;
import java.util.List;

/** Changes with one fault. */
record FaultyChanges(InMemoryScores scores, Fault fault) implements Changes {

  enum Fault {
    NONE,
    UPDATE_IS_NO_CHANGE,
    SCORE_IS_RETURNED_AS_ADDED,
    PAGE_IS_ORDERED_BY_ID,
    PAGE_EXCEEDS_ITS_LIMIT,
    CURSOR_DOES_NOT_ADVANCE,
    CURSOR_SKIPS_A_CHANGE,
    EMPTY_PAGE_RETURNS_THE_START,
    CURSOR_AHEAD_IS_NOT_REPORTED,
    LIMIT_IS_NOT_CHECKED
  }

  @Override
  public ChangePage since(ChangeCursor cursor, int limit) {
    if (fault == Fault.LIMIT_IS_NOT_CHECKED && (limit < 1 || limit > MAX_PAGE)) {
      return new Changed(List.of(), cursor);
    }
    return switch (scores.since(cursor, limit)) {
      case Changed found -> faulty(found, cursor, limit);
      case ChangePage.CursorAhead ahead ->
          fault == Fault.CURSOR_AHEAD_IS_NOT_REPORTED ? new Changed(List.of(), cursor) : ahead;
    };
  }

  private ChangePage faulty(Changed right, ChangeCursor cursor, int limit) {
    List<Score> found = right.scores();
    ChangeCursor next = right.next();
    return switch (fault) {
      case UPDATE_IS_NO_CHANGE ->
          new Changed(found.stream().filter(score -> score.version() == 1).toList(), next);
      case SCORE_IS_RETURNED_AS_ADDED ->
          new Changed(found.stream().map(FaultyChanges::asItWas).toList(), next);
      case PAGE_IS_ORDERED_BY_ID ->
          new Changed(found.stream().sorted(comparing(Score::id)).toList(), next);
      case PAGE_EXCEEDS_ITS_LIMIT -> limit == MAX_PAGE ? right : scores.since(cursor, limit + 1);
      case CURSOR_DOES_NOT_ADVANCE -> new Changed(found, cursor);
      case CURSOR_SKIPS_A_CHANGE ->
          found.size() < limit
              ? right
              : new Changed(found, new ChangeCursor(next.position() + 1, next.tieBreaker()));
      case EMPTY_PAGE_RETURNS_THE_START ->
          found.isEmpty() ? new Changed(found, ChangeCursor.start()) : right;
      default -> right;
    };
  }

  private static Score asItWas(Score now) {
    return new Score(
        now.id(), now.user(), now.exercise(), now.correct(), now.createdAt(), now.createdAt(), 1);
  }
}
