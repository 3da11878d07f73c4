package dev.scores.domain.planted;

import static java.util.Comparator.comparing;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.Changes;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Score;
import java.util.List;

/** Changes that are wrong in one way. */
record FaultyChanges(InMemoryScores scores, Fault fault) implements Changes {

  enum Fault {
    NONE,
    AN_UPDATE_IS_NO_CHANGE,
    A_SCORE_COMES_AS_IT_WAS,
    AN_ANSWER_IS_ORDERED_BY_ID,
    AN_ANSWER_HAS_ONE_TOO_MANY,
    THE_CURSOR_STANDS_STILL,
    THE_CURSOR_SKIPS_ONE,
    NOTHING_NEW_STARTS_ANEW,
    A_CURSOR_AHEAD_GETS_NOTHING,
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
          fault == Fault.A_CURSOR_AHEAD_GETS_NOTHING ? new Changed(List.of(), cursor) : ahead;
    };
  }

  private ChangePage faulty(Changed right, ChangeCursor cursor, int limit) {
    List<Score> found = right.scores();
    ChangeCursor next = right.next();
    return switch (fault) {
      case AN_UPDATE_IS_NO_CHANGE ->
          new Changed(found.stream().filter(score -> score.version() == 1).toList(), next);
      case A_SCORE_COMES_AS_IT_WAS ->
          new Changed(found.stream().map(FaultyChanges::asItWas).toList(), next);
      case AN_ANSWER_IS_ORDERED_BY_ID ->
          new Changed(found.stream().sorted(comparing(Score::id)).toList(), next);
      case AN_ANSWER_HAS_ONE_TOO_MANY ->
          limit == MAX_PAGE ? right : scores.since(cursor, limit + 1);
      case THE_CURSOR_STANDS_STILL -> new Changed(found, cursor);
      case THE_CURSOR_SKIPS_ONE ->
          found.size() < limit
              ? right
              : new Changed(found, new ChangeCursor(next.position() + 1, next.tieBreaker()));
      case NOTHING_NEW_STARTS_ANEW ->
          found.isEmpty() ? new Changed(found, ChangeCursor.start()) : right;
      default -> right;
    };
  }

  private static Score asItWas(Score now) {
    return new Score(
        now.id(), now.user(), now.exercise(), now.correct(), now.createdAt(), now.createdAt(), 1);
  }
}
