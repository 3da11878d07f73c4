package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InMemoryReportsTest {

  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final UserId CID = new UserId(3);
  private static final UserId DOT = new UserId(17); // before Bob in a hash table
  private static final int SCORES = 1500;

  private final Scores store = new InMemoryScores();
  private final Reports reports = new InMemoryReports(store);
  private boolean firstIsCorrect = true;

  @Test
  void statisticsCoverAUserAnExerciseOrAll() {
    solve(ANN, 1, 1);
    solve(ANN, 2, 2);
    solve(BOB, 1, 3);
    assertEquals(2, reports.of(ANN).attempted());
    assertEquals(2, reports.of(new ExerciseId(1)).attempted());
    assertEquals(1, reports.of(new ExerciseId(2)).attempted());
    assertEquals(3, reports.ofAll().attempted());
  }

  @Test
  void earlierLastSolveIsAheadOfALaterOne() {
    solve(ANN, 1, 1);
    solve(ANN, 2, 8);
    solve(BOB, 1, 6);
    solve(BOB, 2, 7);
    solve(CID, 1, 9);
    assertEquals(
        List.of(standing(1, BOB, 2, 7), standing(2, ANN, 2, 8), standing(3, CID, 1, 9)),
        reports.leaderboard(10));
  }

  @Test
  void equalUsersShareARank() {
    solve(DOT, 1, 5);
    solve(BOB, 7, 5);
    solve(ANN, 1, 6);
    solve(CID, 1, 4);
    assertEquals(
        List.of(
            standing(1, CID, 1, 4),
            standing(2, BOB, 1, 5),
            standing(2, DOT, 1, 5),
            standing(4, ANN, 1, 6)),
        reports.leaderboard(10));
    assertEquals(Optional.of(standing(2, DOT, 1, 5)), reports.standing(DOT));
  }

  @Test
  void userWithoutCorrectScoresIsLast() {
    store.upsert(ANN, draft(1, false), Instant.EPOCH);
    solve(BOB, 1, 5);
    store.upsert(CID, draft(1, true), Instant.EPOCH);
    store.upsert(CID, draft(1, false), Instant.EPOCH);
    assertEquals(
        List.of(
            standing(1, BOB, 1, 5),
            new Standing(2, ANN, 0, Optional.empty()),
            new Standing(2, CID, 0, Optional.empty())),
        reports.leaderboard(10));
    assertEquals(Optional.empty(), reports.standing(DOT));
  }

  @Test
  void lostSolveDoesNotDecideATie() {
    solve(ANN, 1, 3);
    solve(ANN, 2, 9);
    store.upsert(ANN, draft(2, false), Instant.ofEpochSecond(10));
    solve(BOB, 1, 4);
    assertEquals(List.of(standing(1, ANN, 1, 3), standing(2, BOB, 1, 4)), reports.leaderboard(10));
  }

  /** A user with 1500 scores; a batch after each read flips the first and the last one. */
  @Test
  void reportSeesOneStateOfTheStore() {
    IntStream.rangeClosed(1, SCORES)
        .forEach(n -> store.upsert(ANN, draft(n, false), Instant.EPOCH));
    flip();
    Reports flipped = new InMemoryReports(flippedAfterEachRead());
    assertEquals(1, flipped.of(ANN).correct());
    assertEquals(1, flipped.ofAll().correct());
    assertEquals(List.of(standing(1, ANN, 1, 0)), flipped.leaderboard(1));
  }

  @Test
  void datedReportsHaveThePositionOfTheLog() {
    solve(ANN, 1, 1);
    ChangeCursor position = ((Changes) store).latest();
    assertEquals(dated(reports.ofAll(), position), reports.datedStatistics());
    assertEquals(dated(1L, position), reports.datedStatistics().map(Statistics::attempted));
    ExerciseId exercise = new ExerciseId(1);
    assertEquals(dated(reports.of(exercise), position), reports.datedStatistics(exercise));
    assertEquals(dated(reports.leaderboard(1), position), reports.datedLeaderboard(1));
    assertEquals(dated(reports.standing(ANN), position), reports.datedStanding(ANN));
  }

  @Test
  void datedReportIsReadAgainIfTheStoreIsWrittenMeanwhile() {
    solve(ANN, 1, 1);
    AtomicBoolean isWritten = new AtomicBoolean();
    Scores written =
        proxy(
            method -> {
              if (method.equals("page") && isWritten.compareAndSet(false, true)) {
                solve(BOB, 1, 2);
              }
            },
            Scores.class,
            Changes.class);
    Dated<Statistics> found = new InMemoryReports(written).datedStatistics();
    assertEquals(2, found.report().attempted());
    assertEquals(Optional.of(((Changes) store).latest()), found.asOf());
  }

  @Test
  void reportOfAStoreThatIsAlwaysWrittenIsUndated() {
    AtomicInteger written = new AtomicInteger();
    Scores busy =
        proxy(
            method -> {
              if (method.equals("page")) {
                solve(ANN, written.incrementAndGet(), 1);
              }
            },
            Scores.class,
            Changes.class);
    assertEquals(Optional.empty(), new InMemoryReports(busy).datedStatistics().asOf());
  }

  @Test
  void storeWithoutALogHasUndatedReports() {
    solve(ANN, 1, 1);
    Reports undated = new InMemoryReports(proxy(method -> {}, Scores.class));
    assertEquals(Dated.undated(reports.ofAll()), undated.datedStatistics());
  }

  private static <T> Dated<T> dated(T report, ChangeCursor position) {
    return new Dated<>(report, Optional.of(position));
  }

  /** Exactly one of the two is correct at any time. */
  private void flip() {
    store.upsert(
        Batch.of(ANN, List.of(draft(1, firstIsCorrect), draft(SCORES, !firstIsCorrect))),
        Instant.EPOCH);
    firstIsCorrect = !firstIsCorrect;
  }

  private Scores flippedAfterEachRead() {
    return proxy(method -> flip(), Scores.class);
  }

  /** The store as these types; {@code after} gets the name of each method after its call. */
  private Scores proxy(Consumer<String> after, Class<?>... types) {
    return (Scores)
        Proxy.newProxyInstance(
            Scores.class.getClassLoader(),
            types,
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(store, arguments);
                after.accept(method.getName());
                return result;
              } catch (InvocationTargetException fault) {
                throw fault.getCause();
              }
            });
  }

  private void solve(UserId user, int exercise, int second) {
    store.upsert(user, draft(exercise, true), Instant.ofEpochSecond(second));
  }

  private static Standing standing(int rank, UserId user, int correct, int lastSolvedAt) {
    return new Standing(rank, user, correct, Optional.of(Instant.ofEpochSecond(lastSolvedAt)));
  }

  private static ScoreDraft draft(int exercise, boolean correct) {
    return new ScoreDraft(new ExerciseId(exercise), correct);
  }
}
