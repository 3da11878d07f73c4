package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.scores.domain.Batch;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage;
import dev.scores.domain.Changes;
import dev.scores.domain.Dated;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.InMemoryReports;
import dev.scores.domain.Reports;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Standing;
import dev.scores.domain.Statistics;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of {@link Reports}. */
public abstract class ReportsContract extends ContractTests {

  private static final UserId CID = new UserId(13);
  private static final UserId DOT = new UserId(14);

  private static final int MORE_THAN_A_PAGE = 1500;

  private static final int WRITES = 60;

  private Reports reports;
  private Reports untracedReports;

  /**
   * Returns the reports under test.
   *
   * @return reports on the store that {@link #emptyStore} returned last
   */
  protected abstract Reports reports();

  /**
   * Returns the log of the store.
   *
   * @return the changes of the store that {@link #emptyStore} returned last; empty, unless
   *     overridden, if it has no log
   */
  protected Optional<Changes> changes() {
    return Optional.empty();
  }

  @BeforeEach
  void useReportsOfTheStore() {
    untracedReports = reports();
    reports = trace.recorded(Reports.class, untracedReports);
  }

  @Test
  void emptyStoreHasEmptyReports() {
    assertEquals(Statistics.none(), reports.ofAll());
    assertEquals(Statistics.none(), reports.of(ANN));
    assertEquals(Statistics.none(), reports.of(LOOPS));
    assertEquals(OptionalDouble.empty(), reports.ofAll().correctRatio());
    assertEquals(List.of(), reports.leaderboard(10));
    assertEquals(Optional.empty(), reports.standing(ANN));
  }

  @Test
  void statisticsCoverAUserAnExerciseOrAll() {
    stored(ANN, solved(LOOPS), NOON);
    stored(ANN, failed(MAPS), LATER);
    stored(BOB, failed(LOOPS), EARLIER);
    stored(CID, failed(LOOPS), EARLIER);
    assertEquals(statistics(4, LATER, 1), reports.ofAll());
    assertEquals(statistics(2, LATER, 1), reports.of(ANN));
    assertEquals(statistics(1, EARLIER, 0), reports.of(BOB));
    assertEquals(statistics(3, NOON, 1), reports.of(LOOPS));
    assertEquals(statistics(1, LATER, 0), reports.of(MAPS));
    assertEquals(OptionalDouble.of(0.25), reports.ofAll().correctRatio());
  }

  @Test
  void removedScoreIsNotCounted() {
    Score score = stored(ANN, solved(LOOPS), LATER);
    stored(BOB, solved(LOOPS), NOON);
    store.remove(ANN, score.id(), new ExpectedVersion.Any(), LATER);
    assertEquals(statistics(1, NOON, 1), reports.ofAll());
    assertEquals(statistics(1, NOON, 1), reports.of(LOOPS));
    assertEquals(Statistics.none(), reports.of(ANN));
    assertEquals(Optional.empty(), reports.standing(ANN));
    assertEquals(List.of(standing(1, BOB, 1)), reports.leaderboard(10));
  }

  @Test
  void userAndExerciseWithOneNumberAreDistinct() {
    stored(new UserId(1), solved(new ExerciseId(2)));
    assertEquals(1, reports.of(new UserId(1)).attempted());
    assertEquals(1, reports.of(new ExerciseId(2)).attempted());
    assertEquals(Statistics.none(), reports.of(new UserId(2)));
    assertEquals(Statistics.none(), reports.of(new ExerciseId(1)));
  }

  @Test
  void writeChangesTheStatistics() {
    stored(ANN, failed(LOOPS));
    assertEquals(statistics(1, NOON, 0), reports.of(ANN));
    store.upsert(ANN, solved(LOOPS), LATER);
    assertEquals(
        new Statistics(1, 1, Optional.of(LATER), 1, 2, OptionalDouble.of(2)), reports.of(ANN));
    store.upsert(ANN, failed(LOOPS), LATER);
    long correct = policy() == ScorePolicy.STICKY ? 1 : 0;
    assertEquals(
        new Statistics(1, correct, Optional.of(LATER), 1, 3, OptionalDouble.of(2)),
        reports.of(LOOPS));
    assertEquals(List.of(correct), correctOf(reports.leaderboard(1)));
  }

  @Test
  void medianIsTheMiddleSolveOrTheMeanOfTwo() {
    solveAfter(3, ANN);
    stored(BOB, failed(LOOPS));
    assertEquals(OptionalDouble.of(3), reports.of(LOOPS).medianAttemptsToSolve());
    solveAfter(4, CID);
    assertEquals(OptionalDouble.of(3.5), reports.of(LOOPS).medianAttemptsToSolve());
    solveAfter(9, DOT);
    assertEquals(OptionalDouble.of(4), reports.of(LOOPS).medianAttemptsToSolve());
    assertEquals(
        new Statistics(1, 1, Optional.of(NOON), 1, 9, OptionalDouble.of(9)), reports.of(DOT));
    assertEquals(17, reports.ofAll().attempts());
  }

  @Test
  void earlierLastSolveIsAhead() {
    stored(ANN, solved(LOOPS), EARLIER);
    stored(ANN, solved(MAPS), LATER);
    stored(BOB, solved(LOOPS), NOON);
    stored(BOB, solved(MAPS), NOON);
    stored(CID, solved(LOOPS), EARLIER);
    assertEquals(
        List.of(
            standing(1, BOB, 2),
            new Standing(2, ANN, 2, Optional.of(LATER)),
            new Standing(3, CID, 1, Optional.of(EARLIER))),
        reports.leaderboard(10));
    assertEquals(Optional.of(new Standing(2, ANN, 2, Optional.of(LATER))), reports.standing(ANN));
  }

  @Test
  void laterCorrectVerdictIsNoNewSolve() {
    stored(ANN, solved(LOOPS), EARLIER);
    store.upsert(ANN, solved(LOOPS), LATER);
    stored(BOB, solved(LOOPS), NOON);
    assertEquals(
        List.of(new Standing(1, ANN, 1, Optional.of(EARLIER)), standing(2, BOB, 1)),
        reports.leaderboard(10));
  }

  @Test
  void solveOfAnIncorrectScoreDoesNotDecideATie() {
    assumeTrue(policy() == ScorePolicy.LATEST, "a solved score stays correct");
    stored(ANN, solved(LOOPS), EARLIER);
    stored(ANN, solved(MAPS), LATER);
    store.upsert(ANN, failed(MAPS), LATER);
    stored(BOB, solved(LOOPS), NOON);
    assertEquals(
        List.of(new Standing(1, ANN, 1, Optional.of(EARLIER)), standing(2, BOB, 1)),
        reports.leaderboard(10));
  }

  @Test
  void equalUsersShareARankAndTheNextIsSkipped() {
    solve(DOT, 3);
    solve(BOB, 2);
    solve(CID, 2);
    solve(ANN, 1);
    assertEquals(
        List.of(standing(1, DOT, 3), standing(2, BOB, 2), standing(2, CID, 2), standing(4, ANN, 1)),
        reports.leaderboard(10));
  }

  @Test
  void limitMayCutEqualUsersApart() {
    solve(DOT, 1);
    solve(BOB, 2);
    solve(CID, 1);
    assertEquals(List.of(standing(1, BOB, 2)), reports.leaderboard(1));
    assertEquals(List.of(standing(1, BOB, 2), standing(2, CID, 1)), reports.leaderboard(2));
  }

  @Test
  void userWithoutCorrectScoresIsRankedLast() {
    stored(ANN, failed(LOOPS));
    stored(BOB, failed(LOOPS));
    stored(CID, solved(LOOPS));
    assertEquals(Optional.of(standing(1, CID, 1)), reports.standing(CID));
    assertEquals(Optional.of(new Standing(2, ANN, 0, Optional.empty())), reports.standing(ANN));
    assertEquals(Optional.of(new Standing(2, BOB, 0, Optional.empty())), reports.standing(BOB));
    assertEquals(Optional.empty(), reports.standing(DOT));
    assertEquals(3, reports.leaderboard(10).size());
  }

  @Test
  void leaderboardLimitOutOfRangeIsRejected() {
    for (int limit : new int[] {Integer.MIN_VALUE, 0, Reports.MAX_LEADERBOARD + 1}) {
      assertThrows(IllegalArgumentException.class, () -> reports.leaderboard(limit));
    }
    assertEquals(List.of(), reports.leaderboard(Reports.MAX_LEADERBOARD));
  }

  @Test
  void datedReportsAreThoseOfTheEventsUpToTheirPosition() {
    Changes changes = log();
    stored(ANN, solved(LOOPS));
    Score removed = stored(BOB, solved(LOOPS));
    store.remove(BOB, removed.id(), new ExpectedVersion.Any(), LATER);
    isDated(changes, reports.ofAll(), reports.datedStatistics());
    isDated(changes, reports.of(LOOPS), reports.datedStatistics(LOOPS));
    isDated(changes, reports.of(MAPS), reports.datedStatistics(MAPS));
    isDated(changes, reports.leaderboard(5), reports.datedLeaderboard(5));
    isDated(changes, reports.standing(ANN), reports.datedStanding(ANN));
    isDated(changes, reports.standing(BOB), reports.datedStanding(BOB));
  }

  /** All events are before the position, and the next one is after it. */
  private <T> void isDated(Changes changes, T report, Dated<T> dated) {
    assertEquals(report, dated.report());
    ChangeCursor position = dated.asOf().orElseThrow();
    assertEquals(List.of(), events(changes, position));
    Score next = stored(CID, failed(MAPS));
    assertEquals(List.of(next), events(changes, position).stream().map(ScoreEvent::score).toList());
    store.remove(CID, next.id(), new ExpectedVersion.Any(), LATER);
  }

  /** Each report is compared with the events up to its position while others follow. */
  @Test
  void datedReportMatchesTheLogWhileScoresAreWritten() throws Exception {
    Changes changes = log();
    AtomicBoolean enough = new AtomicBoolean();
    try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Future<?> writing =
          writer.submit(
              () -> {
                for (int n = 0; !enough.get() && n < 400; n++) {
                  untraced.upsert(
                      n % 2 == 0 ? ANN : BOB, new ScoreDraft(new ExerciseId(1 + n), true), NOON);
                }
              });
      try {
        for (int reads = 0; reads < 30; reads++) {
          Dated<Statistics> dated = untracedReports.datedStatistics();
          ChangeCursor position = dated.asOf().orElseThrow();
          assertEquals(
              events(changes, ChangeCursor.start()).stream()
                  .filter(event -> event.cursor().compareTo(position) <= 0)
                  .count(),
              dated.report().attempted());
        }
      } finally {
        enough.set(true);
      }
      writing.get();
    }
  }

  private Changes log() {
    Optional<Changes> changes = changes();
    assumeTrue(changes.isPresent(), "the store has no log");
    return changes.orElseThrow();
  }

  private static List<ScoreEvent> events(Changes changes, ChangeCursor after) {
    return ((ChangePage.Changed) changes.since(after, Changes.MAX_PAGE)).events();
  }

  /** A failure shows the fewest writes that lead to it; {@code -Dscores.seed} repeats it. */
  @Test
  void randomScoresMatchTheModel() {
    long seed =
        Optional.ofNullable(Long.getLong("scores.seed")).orElseGet(() -> new Random().nextLong());
    List<Long> writes = new Random(seed).longs(5 * WRITES).boxed().toList();
    String repeat = "-Dscores.seed=" + seed + " repeats this";
    if (!matchesTheModel(writes, repeat)) {
      compareWithTheModel(
          Shortening.shortest(writes, part -> !matchesTheModel(part, repeat)), repeat);
    }
  }

  private boolean matchesTheModel(List<Long> writes, String repeat) {
    try {
      compareWithTheModel(writes, repeat);
      return true;
    } catch (AssertionError different) {
      return false;
    }
  }

  /** Compares all reports after every {@link #WRITES} writes and after the last one. */
  private void compareWithTheModel(List<Long> writes, String repeat) {
    useAnEmptyStore();
    useReportsOfTheStore();
    for (int written = 0; written < writes.size(); written++) {
      Random random = new Random(writes.get(written));
      ScoreDraft draft =
          new ScoreDraft(new ExerciseId(1 + random.nextInt(6)), random.nextInt(3) == 0);
      Instant at = NOON.plusNanos(random.nextInt(8) * 1000L); // so that last solves tie
      store.upsert(new UserId(1 + random.nextInt(30)), draft, at);
      if (written % WRITES == WRITES - 1 || written == writes.size() - 1) {
        compareWithTheModel(repeat);
      }
    }
  }

  private void compareWithTheModel(String repeat) {
    Reports model = new InMemoryReports(untraced);
    same(model, Reports::ofAll, repeat);
    for (int n = 1; n <= 32; n++) {
      int number = n;
      same(model, it -> it.of(new UserId(number)), repeat);
      same(model, it -> it.of(new ExerciseId(number)), repeat);
      same(model, it -> it.standing(new UserId(number)), repeat);
      same(model, it -> it.leaderboard(number), repeat);
    }
  }

  /** Records the report only if it differs, so that the failure shows the writes before it. */
  private void same(Reports model, Function<Reports, Object> report, String repeat) {
    Object expected = report.apply(model);
    Object actual = report.apply(untracedReports);
    if (!expected.equals(actual)) {
      assertEquals(expected, report.apply(reports), repeat);
    }
    assertEquals(expected, actual, repeat);
  }

  /** There are more scores than a page holds; after each batch exactly one is correct. */
  @Test
  void reportSeesOneStateWhileBatchesAreWritten() throws Exception {
    assumeTrue(policy() == ScorePolicy.LATEST, "a solved score stays correct");
    for (int begin = 1; begin < MORE_THAN_A_PAGE; begin += Batch.MAX_SIZE / 2) {
      store.upsert(
          Batch.of(
              ANN,
              IntStream.range(begin, begin + Batch.MAX_SIZE / 2)
                  .mapToObj(n -> failed(new ExerciseId(n)))
                  .toList()),
          NOON);
    }
    AtomicInteger batches = new AtomicInteger();
    AtomicBoolean enough = new AtomicBoolean();
    solveOneOfTwo(batches.getAndIncrement());
    try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Future<?> writing =
          writer.submit(
              () -> {
                while (!enough.get()) {
                  solveOneOfTwo(batches.getAndIncrement());
                }
              });
      try {
        for (int reads = 0; !writing.isDone() && (reads < 50 || batches.get() < 50); reads++) {
          assertEquals(1, reports.of(ANN).correct());
          assertEquals(1, reports.ofAll().correct());
          assertEquals(1, reports.standing(ANN).orElseThrow().correct());
          assertEquals(List.of(1L), correctOf(reports.leaderboard(1)));
        }
      } finally {
        enough.set(true);
      }
      writing.get();
    }
  }

  /** Writes a batch that solves either the first or the last exercise. */
  private void solveOneOfTwo(int batch) {
    boolean first = batch % 2 == 0;
    store.upsert(
        Batch.of(
            ANN,
            List.of(
                new ScoreDraft(new ExerciseId(1), first),
                new ScoreDraft(new ExerciseId(MORE_THAN_A_PAGE), !first))),
        LATER);
  }

  /** Statistics of scores with one attempt each. */
  private static Statistics statistics(int scores, Instant lastUpdatedAt, int solves) {
    OptionalDouble median = solves == 0 ? OptionalDouble.empty() : OptionalDouble.of(1);
    return new Statistics(scores, solves, Optional.of(lastUpdatedAt), solves, scores, median);
  }

  private static List<Long> correctOf(List<Standing> standings) {
    return standings.stream().map(Standing::correct).toList();
  }

  /** The standing of a user whose last solve was at noon. */
  private static Standing standing(int rank, UserId user, int correct) {
    return new Standing(rank, user, correct, Optional.of(NOON));
  }

  private void solveAfter(int attempts, UserId user) {
    for (int n = 1; n <= attempts; n++) {
      store.upsert(user, new ScoreDraft(LOOPS, n == attempts), NOON);
    }
  }

  private void solve(UserId user, int exercises) {
    for (int exercise = 1; exercise <= exercises; exercise++) {
      stored(user, solved(new ExerciseId(exercise)));
    }
  }
}
