package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.Updated;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreKeepingTest {

  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final Draft SOLVED = new Draft(new ExerciseId(3), true);
  private static final Draft UNSOLVED = new Draft(new ExerciseId(3), false);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final Instant LATER = NOON.plusSeconds(1);

  private final Scores scores = new InMemoryScores();
  private final ScoreKeeping keeping = at(NOON.plusNanos(789));
  private final ScoreKeeping keepingLater = at(LATER.plusNanos(789));

  @Test
  void addsOnceInTheCallersNameAtTheClocksTime() {
    Score score = added(keeping.add(ANN, SOLVED));
    assertEquals(new Score(score.id(), ANN, SOLVED.exercise(), true, NOON, NOON, 1), score);
    assertEquals(new AlreadyExists(), keepingLater.add(ANN, UNSOLVED));
    assertEquals(Optional.of(score), keeping.get(score.id()));
  }

  @Test
  void updatesTheCallersScoreAtTheClocksTime() {
    Score score = added(keeping.add(ANN, SOLVED));
    Score now = new Score(score.id(), ANN, SOLVED.exercise(), false, NOON, LATER, 2);
    assertEquals(new Updated(now), keepingLater.update(ANN, score.id(), UNSOLVED));
    assertEquals(new NoSuchScore(), keeping.update(BOB, score.id(), UNSOLVED));
  }

  @Test
  void upsertsTheCallersScoreAtTheClocksTime() {
    Score score = added(keeping.upsert(ANN, SOLVED));
    assertEquals(NOON, score.createdAt());
    Score now = new Score(score.id(), ANN, SOLVED.exercise(), false, NOON, LATER, 2);
    assertEquals(new Updated(now), keepingLater.upsert(ANN, UNSOLVED));
  }

  @Test
  void upsertsTheScoreThatIsNamedOrNone() {
    ScoreId nobodys = new ScoreId(ScoreId.MAX);
    Score score = added(keeping.upsert(ANN, nobodys, SOLVED));
    assertEquals(new NoSuchScore(), keepingLater.upsert(ANN, nobodys, UNSOLVED));
    Score now = new Score(score.id(), ANN, SOLVED.exercise(), false, NOON, LATER, 2);
    assertEquals(new Updated(now), keepingLater.upsert(ANN, score.id(), UNSOLVED));
  }

  @Test
  void aStoreIsGivenTimesInMicroseconds() {
    List<Object> given = new ArrayList<>();
    ScoreKeeping keeping = new ScoreKeeping(notingTimes(given), fixed(NOON.plusNanos(999)));
    keeping.add(ANN, SOLVED);
    keeping.update(ANN, new ScoreId(1), SOLVED);
    keeping.upsert(ANN, SOLVED);
    keeping.upsert(ANN, new ScoreId(1), SOLVED);
    assertEquals(List.of(NOON, NOON, NOON, NOON), given);
  }

  @Test
  void getsScoresByIdByOwnIdAndByExercise() {
    Score score = added(keeping.add(ANN, SOLVED));
    assertEquals(Optional.of(score), keeping.get(score.id()));
    assertEquals(Optional.of(score), keeping.get(ANN, score.id()));
    assertEquals(Optional.of(score), keeping.get(ANN, SOLVED.exercise()));
    assertEquals(Optional.empty(), keeping.get(new ScoreId(ScoreId.MAX)));
    assertEquals(Optional.empty(), keeping.get(BOB, score.id()));
    assertEquals(Optional.empty(), keeping.get(BOB, SOLVED.exercise()));
  }

  @Test
  void listsTheSelectedScoresBehindTheCursor() {
    Score anns = added(keeping.add(ANN, SOLVED));
    Score bobs = added(keeping.add(BOB, SOLVED));
    assertEquals(
        new Page(List.of(anns, bobs), Optional.empty()),
        keeping.list(Selection.all(), Cursor.start(), 2));
    assertEquals(
        new Page(List.of(bobs), Optional.empty()),
        keeping.list(Selection.all(), Cursor.behind(anns), 1000));
    assertEquals(
        new Page(List.of(bobs), Optional.empty()),
        keeping.list(Selection.all().ofUser(BOB), Cursor.start(), 5));
  }

  @Test
  void aPageThatIsNotTheLastTellsWhereTheNextBegins() {
    Score anns = added(keeping.add(ANN, SOLVED));
    added(keeping.add(BOB, SOLVED));
    assertEquals(
        new Page(List.of(anns), Optional.of(Cursor.behind(anns))),
        keeping.list(Selection.all(), Cursor.start(), 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1001, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void aPageIsOneToAThousandScores(int limit) {
    String why =
        assertThrows(
                IllegalArgumentException.class,
                () -> keeping.list(Selection.all(), Cursor.start(), limit))
            .getMessage();
    assertEquals("a page is 1 to 1000 scores, not " + limit, why);
  }

  private ScoreKeeping at(Instant now) {
    return new ScoreKeeping(scores, fixed(now));
  }

  private static Clock fixed(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private static Score added(Outcome outcome) {
    return assertInstanceOf(Added.class, outcome).score();
  }

  /** The same store, but the last argument of each call is noted as it comes in. */
  private Scores notingTimes(List<Object> given) {
    return (Scores)
        Proxy.newProxyInstance(
            Scores.class.getClassLoader(),
            new Class<?>[] {Scores.class},
            (proxy, method, arguments) -> {
              given.add(arguments[arguments.length - 1]);
              return method.invoke(scores, arguments);
            });
  }
}
