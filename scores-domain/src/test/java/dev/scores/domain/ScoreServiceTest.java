package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.Superseded;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.VersionMismatch;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreServiceTest {

  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final ScoreDraft SOLVED = new ScoreDraft(new ExerciseId(3), true);
  private static final ScoreDraft UNSOLVED = new ScoreDraft(new ExerciseId(3), false);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final Instant LATER = NOON.plusSeconds(1);

  private final Scores scores = new InMemoryScores();
  private final ScoreService keeping = at(NOON.plusNanos(789));
  private final ScoreService keepingLater = at(LATER.plusNanos(789));

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
    ScoreId nobodys = new ScoreId(Long.MAX_VALUE);
    Score score = added(keeping.upsert(ANN, nobodys, SOLVED));
    assertEquals(new NoSuchScore(), keepingLater.upsert(ANN, nobodys, UNSOLVED));
    Score now = new Score(score.id(), ANN, SOLVED.exercise(), false, NOON, LATER, 2);
    assertEquals(new Updated(now), keepingLater.upsert(ANN, score.id(), UNSOLVED));
  }

  @Test
  void upsertsABatchInTheCallersNameAtTheClocksTime() {
    Score score = added(keeping.add(ANN, SOLVED));
    ScoreDraft another = new ScoreDraft(new ExerciseId(4), true);
    Score now = new Score(score.id(), ANN, SOLVED.exercise(), true, NOON, LATER, 2);
    List<Outcome.BatchItemOutcome> outcomes =
        keepingLater.upsert(ANN, new Batch(List.of(UNSOLVED, another, SOLVED)));
    Score made = added(outcomes.get(1));
    assertEquals(List.of(new Superseded(now), new Added(made), new Updated(now)), outcomes);
    assertEquals(new Score(made.id(), ANN, another.exercise(), true, LATER, LATER, 1), made);
  }

  @Test
  void updatesTheVersionThatIsExpectedOnly() {
    Score score = added(keeping.add(ANN, SOLVED));
    Score now = new Score(score.id(), ANN, SOLVED.exercise(), false, NOON, LATER, 2);
    assertEquals(new Updated(now), keepingLater.update(ANN, score.id(), UNSOLVED, version(1)));
    assertEquals(new VersionMismatch(), keepingLater.update(ANN, score.id(), SOLVED, version(1)));
    assertEquals(Optional.of(now), keeping.get(score.id()));
  }

  @Test
  void anUpdateOfWhatIsNotThereIsNoneWhateverIsExpected() {
    ScoreId nobodys = new ScoreId(Long.MAX_VALUE);
    assertEquals(new NoSuchScore(), keeping.update(ANN, nobodys, SOLVED, version(1)));
    keeping.add(ANN, SOLVED);
    assertEquals(new NoSuchScore(), keeping.update(ANN, nobodys, UNSOLVED, version(1)));
    assertEquals(
        new NoSuchScore(), keeping.update(ANN, nobodys, UNSOLVED, new ExpectedVersion.Any()));
  }

  @Test
  void upsertsTheVersionThatIsExpectedOnly() {
    Score score = added(keeping.add(ANN, SOLVED));
    Score now = new Score(score.id(), ANN, SOLVED.exercise(), false, NOON, LATER, 2);
    assertEquals(new Updated(now), keepingLater.upsert(ANN, score.id(), UNSOLVED, version(1)));
    assertEquals(new VersionMismatch(), keepingLater.upsert(ANN, score.id(), SOLVED, version(1)));
    assertEquals(Optional.of(now), keeping.get(score.id()));
  }

  @Test
  void anUpsertThatExpectsAVersionNeverAdds() {
    ScoreId nobodys = new ScoreId(Long.MAX_VALUE);
    assertEquals(new VersionMismatch(), keeping.upsert(ANN, nobodys, SOLVED, version(1)));
    assertEquals(
        new VersionMismatch(), keeping.upsert(ANN, nobodys, SOLVED, new ExpectedVersion.Any()));
    assertEquals(Optional.empty(), keeping.get(ANN, SOLVED.exercise()));
    keeping.add(ANN, SOLVED);
    assertEquals(new NoSuchScore(), keeping.upsert(ANN, nobodys, UNSOLVED, version(1)));
  }

  @Test
  void aStoreIsGivenTimesInMicroseconds() {
    List<Object> given = new ArrayList<>();
    ScoreService keeping = new ScoreService(notingTimes(given), fixed(NOON.plusNanos(999)));
    keeping.add(ANN, SOLVED);
    keeping.update(ANN, new ScoreId(1), SOLVED);
    keeping.upsert(ANN, SOLVED);
    keeping.upsert(ANN, new ScoreId(1), SOLVED);
    keeping.upsert(ANN, new Batch(List.of(SOLVED)));
    keeping.update(ANN, new ScoreId(1), SOLVED, version(1));
    keeping.upsert(ANN, new ScoreId(1), SOLVED, version(1));
    assertEquals(Collections.nCopies(7, NOON), given);
  }

  @Test
  void getsScoresByIdByOwnIdAndByExercise() {
    Score score = added(keeping.add(ANN, SOLVED));
    assertEquals(Optional.of(score), keeping.get(score.id()));
    assertEquals(Optional.of(score), keeping.get(ANN, score.id()));
    assertEquals(Optional.of(score), keeping.get(ANN, SOLVED.exercise()));
    assertEquals(Optional.empty(), keeping.get(new ScoreId(Long.MAX_VALUE)));
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
        keeping.list(Selection.all(), Cursor.after(anns), 1000));
    assertEquals(
        new Page(List.of(bobs), Optional.empty()),
        keeping.list(Selection.all().ofUser(BOB), Cursor.start(), 5));
  }

  @Test
  void aPageThatIsNotTheLastTellsWhereTheNextBegins() {
    Score anns = added(keeping.add(ANN, SOLVED));
    added(keeping.add(BOB, SOLVED));
    assertEquals(
        new Page(List.of(anns), Optional.of(Cursor.after(anns))),
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
    assertEquals("limit must be from 1 to 1000, not " + limit, why);
  }

  private ScoreService at(Instant now) {
    return new ScoreService(scores, fixed(now));
  }

  private static Clock fixed(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private static ExpectedVersion version(int expected) {
    return new ExpectedVersion.OneOf(Set.of(expected));
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
