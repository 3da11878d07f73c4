package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.Removed;
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
  private final ScoreService service = at(NOON.plusNanos(789));
  private final ScoreService serviceLater = at(LATER.plusNanos(789));

  @Test
  void addUsesTheCallerAndTheClock() {
    Score score = added(service.add(ANN, SOLVED));
    assertEquals(Score.first(score.id(), ANN, SOLVED, NOON), score);
    assertEquals(new AlreadyExists(), serviceLater.add(ANN, UNSOLVED));
    assertEquals(Optional.of(score), service.get(score.id()));
  }

  @Test
  void updateUsesTheCallerAndTheClock() {
    Score score = added(service.add(ANN, SOLVED));
    Score now = score.updated(false, ScorePolicy.LATEST, LATER);
    assertEquals(new Updated(now), serviceLater.update(ANN, score.id(), UNSOLVED));
    assertEquals(new NoSuchScore(), service.update(BOB, score.id(), UNSOLVED));
  }

  @Test
  void upsertUsesTheCallerAndTheClock() {
    Score score = added(service.upsert(ANN, SOLVED));
    assertEquals(NOON, score.createdAt());
    Score now = score.updated(false, ScorePolicy.LATEST, LATER);
    assertEquals(new Updated(now), serviceLater.upsert(ANN, UNSOLVED));
  }

  @Test
  void namedUpsertUpdatesOnlyThatScore() {
    ScoreId unknown = new ScoreId(Long.MAX_VALUE);
    Score score = added(service.upsert(ANN, unknown, SOLVED));
    assertEquals(new NoSuchScore(), serviceLater.upsert(ANN, unknown, UNSOLVED));
    Score now = score.updated(false, ScorePolicy.LATEST, LATER);
    assertEquals(new Updated(now), serviceLater.upsert(ANN, score.id(), UNSOLVED));
  }

  @Test
  void batchUsesTheCallerAndTheClock() {
    Score score = added(service.add(ANN, SOLVED));
    ScoreDraft another = new ScoreDraft(new ExerciseId(4), true);
    Score now = score.updated(true, ScorePolicy.LATEST, LATER);
    List<Outcome.BatchItemOutcome> outcomes =
        serviceLater.upsert(Batch.of(ANN, List.of(UNSOLVED, another, SOLVED)), new Writer.Owner());
    Score made = added(outcomes.get(1));
    assertEquals(List.of(new Superseded(now), new Added(made), new Updated(now)), outcomes);
    assertEquals(Score.first(made.id(), ANN, another, LATER), made);
  }

  @Test
  void updateChecksTheExpectedVersion() {
    Score score = added(service.add(ANN, SOLVED));
    Score now = score.updated(false, ScorePolicy.LATEST, LATER);
    assertEquals(new Updated(now), serviceLater.update(ANN, score.id(), UNSOLVED, version(1)));
    assertEquals(new VersionMismatch(), serviceLater.update(ANN, score.id(), SOLVED, version(1)));
    assertEquals(Optional.of(now), service.get(score.id()));
  }

  @Test
  void conditionalUpdateOfUnknownIdIsNoSuchScore() {
    ScoreId unknown = new ScoreId(Long.MAX_VALUE);
    assertEquals(new NoSuchScore(), service.update(ANN, unknown, SOLVED, version(1)));
    service.add(ANN, SOLVED);
    assertEquals(new NoSuchScore(), service.update(ANN, unknown, UNSOLVED, version(1)));
    assertEquals(
        new NoSuchScore(), service.update(ANN, unknown, UNSOLVED, new ExpectedVersion.Any()));
  }

  @Test
  void upsertChecksTheExpectedVersion() {
    Score score = added(service.add(ANN, SOLVED));
    Score now = score.updated(false, ScorePolicy.LATEST, LATER);
    assertEquals(new Updated(now), serviceLater.upsert(ANN, score.id(), UNSOLVED, version(1)));
    assertEquals(new VersionMismatch(), serviceLater.upsert(ANN, score.id(), SOLVED, version(1)));
    assertEquals(Optional.of(now), service.get(score.id()));
  }

  @Test
  void conditionalUpsertNeverAdds() {
    ScoreId unknown = new ScoreId(Long.MAX_VALUE);
    assertEquals(new VersionMismatch(), service.upsert(ANN, unknown, SOLVED, version(1)));
    assertEquals(
        new VersionMismatch(), service.upsert(ANN, unknown, SOLVED, new ExpectedVersion.Any()));
    assertEquals(Optional.empty(), service.get(ANN, SOLVED.exercise()));
    service.add(ANN, SOLVED);
    assertEquals(new NoSuchScore(), service.upsert(ANN, unknown, UNSOLVED, version(1)));
  }

  @Test
  void removeUsesTheCallerAndChecksTheExpectedVersion() {
    Score score = added(service.add(ANN, SOLVED));
    assertEquals(new NoSuchScore(), service.remove(BOB, score.id(), new ExpectedVersion.Any()));
    assertEquals(new VersionMismatch(), service.remove(ANN, score.id(), version(2)));
    assertEquals(new Removed(score), service.remove(ANN, score.id(), version(1)));
    assertEquals(Optional.empty(), service.get(score.id()));
  }

  @Test
  void storeReceivesTimesInMicroseconds() {
    List<Object> times = new ArrayList<>();
    ScoreService service = new ScoreService(recordingTimes(times), fixed(NOON.plusNanos(999)));
    service.add(ANN, SOLVED);
    service.update(ANN, new ScoreId(1), SOLVED);
    service.upsert(ANN, SOLVED);
    service.upsert(ANN, new ScoreId(1), SOLVED);
    service.upsert(Batch.of(ANN, List.of(SOLVED)), new Writer.Owner());
    service.update(ANN, new ScoreId(1), SOLVED, version(1));
    service.upsert(ANN, new ScoreId(1), SOLVED, version(1));
    service.remove(ANN, new ScoreId(1), version(1));
    assertEquals(Collections.nCopies(8, NOON), times);
  }

  @Test
  void getFindsByIdByOwnIdAndByExercise() {
    Score score = added(service.add(ANN, SOLVED));
    assertEquals(Optional.of(score), service.get(score.id()));
    assertEquals(Optional.of(score), service.get(ANN, score.id()));
    assertEquals(Optional.of(score), service.get(ANN, SOLVED.exercise()));
    assertEquals(Optional.empty(), service.get(new ScoreId(Long.MAX_VALUE)));
    assertEquals(Optional.empty(), service.get(BOB, score.id()));
    assertEquals(Optional.empty(), service.get(BOB, SOLVED.exercise()));
  }

  @Test
  void listReturnsTheSelectedScoresAfterTheCursor() {
    Score anns = added(service.add(ANN, SOLVED));
    Score bobs = added(service.add(BOB, SOLVED));
    assertEquals(
        new Page(List.of(anns, bobs), Optional.empty()),
        service.list(Selection.all(), Cursor.start(), 2));
    assertEquals(
        new Page(List.of(bobs), Optional.empty()),
        service.list(Selection.all(), Cursor.after(anns), 1000));
    assertEquals(
        new Page(List.of(bobs), Optional.empty()),
        service.list(Selection.all().ofUser(BOB), Cursor.start(), 5));
  }

  @Test
  void pageBeforeTheLastHasANextCursor() {
    Score anns = added(service.add(ANN, SOLVED));
    added(service.add(BOB, SOLVED));
    assertEquals(
        new Page(List.of(anns), Optional.of(Cursor.after(anns))),
        service.list(Selection.all(), Cursor.start(), 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1001, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void listLimitOutOfRangeIsRejected(int limit) {
    String why =
        assertThrows(
                IllegalArgumentException.class,
                () -> service.list(Selection.all(), Cursor.start(), limit))
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

  /** The same store, which records the last argument of each call. */
  private Scores recordingTimes(List<Object> times) {
    return (Scores)
        Proxy.newProxyInstance(
            Scores.class.getClassLoader(),
            new Class<?>[] {Scores.class},
            (proxy, method, arguments) -> {
              times.add(arguments[arguments.length - 1]);
              return method.invoke(scores, arguments);
            });
  }
}
