package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.scores.domain.Batch;
import dev.scores.domain.Board;
import dev.scores.domain.Boards;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.InMemoryBoards;
import dev.scores.domain.Reports;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Standing;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of {@link Boards}. */
public abstract class BoardsContract extends ContractTests {

  private static final UserId CID = new UserId(13);

  private static final int WRITES = 300;

  private Boards boards;

  /**
   * Returns the boards under test.
   *
   * @return boards on the store that {@link #emptyStore} returned last
   */
  protected abstract Boards boards();

  @BeforeEach
  void useBoardsOfTheStore() {
    boards = trace.recorded(Boards.class, boards());
  }

  @Test
  void emptyStoreHasAnEmptyBoard() {
    assertEquals(new Board(0, List.of(), List.of()), boards.first(10));
  }

  @Test
  void rowHasTheStandingAndTheScoresByExercise() {
    Score maps = stored(ANN, failed(MAPS), EARLIER);
    Score loops = stored(ANN, solved(LOOPS));
    Score other = stored(BOB, solved(LOOPS), LATER);
    assertEquals(
        List.of(
            new Board.Row(new Standing(1, ANN, 1, Optional.of(NOON)), List.of(loops, maps)),
            new Board.Row(new Standing(2, BOB, 1, Optional.of(LATER)), List.of(other))),
        boards.first(10).rows());
  }

  @Test
  void equalUsersShareARankInTheOrderOfTheirIds() {
    stored(CID, solved(LOOPS));
    stored(BOB, solved(LOOPS));
    stored(ANN, failed(LOOPS));
    assertEquals(
        List.of(
            new Standing(1, BOB, 1, Optional.of(NOON)),
            new Standing(1, CID, 1, Optional.of(NOON)),
            new Standing(3, ANN, 0, Optional.empty())),
        standings(boards.first(10)));
  }

  @Test
  void limitCutsTheRowsOnly() {
    stored(ANN, solved(LOOPS));
    stored(BOB, solved(LOOPS), EARLIER);
    stored(CID, failed(MAPS));
    Board cut = boards.first(1);
    assertEquals(List.of(new Standing(1, BOB, 1, Optional.of(EARLIER))), standings(cut));
    assertEquals(3, cut.users());
    assertEquals(List.of(column(LOOPS, 2, BOB), unsolved(MAPS)), cut.columns());
    assertEquals(cut.columns(), boards.first(3).columns());
    assertEquals(3, boards.first(3).rows().size());
  }

  @Test
  void earliestSolveOfTheCorrectScoresIsTheFirst() {
    stored(ANN, solved(LOOPS), NOON);
    stored(BOB, solved(LOOPS), LATER);
    stored(ANN, failed(MAPS), EARLIER);
    store.upsert(ANN, solved(MAPS), LATER);
    stored(BOB, solved(MAPS), NOON);
    store.upsert(BOB, solved(MAPS), LATER);
    assertEquals(List.of(column(LOOPS, 2, ANN), column(MAPS, 2, BOB)), boards.first(10).columns());
  }

  @Test
  void simultaneousSolvesAreInTheOrderOfUserIds() {
    stored(BOB, solved(LOOPS));
    stored(ANN, solved(LOOPS));
    assertEquals(List.of(column(LOOPS, 2, ANN)), boards.first(10).columns());
  }

  @Test
  void solveOfAnIncorrectScoreDoesNotCount() {
    assumeTrue(policy() == ScorePolicy.LATEST, "a solved score stays correct");
    stored(ANN, solved(LOOPS), EARLIER);
    store.upsert(ANN, failed(LOOPS), NOON);
    assertEquals(List.of(unsolved(LOOPS)), boards.first(10).columns());
    stored(BOB, solved(LOOPS), LATER);
    assertEquals(List.of(column(LOOPS, 1, BOB)), boards.first(10).columns());
  }

  @Test
  void removedScoreIsNotOnTheBoard() {
    Score score = stored(ANN, solved(LOOPS));
    store.remove(ANN, score.id(), new ExpectedVersion.Any(), LATER);
    assertEquals(new Board(0, List.of(), List.of()), boards.first(10));
  }

  @Test
  void boardLimitOutOfRangeIsRejected() {
    for (int limit : new int[] {Integer.MIN_VALUE, 0, Reports.MAX_LEADERBOARD + 1}) {
      assertThrows(IllegalArgumentException.class, () -> boards.first(limit));
    }
    assertEquals(List.of(), boards.first(Reports.MAX_LEADERBOARD).rows());
  }

  /** {@code -Dscores.seed} repeats a failure. */
  @Test
  void randomScoresMatchTheModel() {
    long seed =
        Optional.ofNullable(Long.getLong("scores.seed")).orElseGet(() -> new Random().nextLong());
    Random random = new Random(seed);
    for (int written = 0; written < WRITES; written++) {
      ScoreDraft draft =
          new ScoreDraft(new ExerciseId(1 + random.nextInt(6)), random.nextInt(3) == 0);
      Instant at = NOON.plusNanos(random.nextInt(8) * 1000L); // so that solves tie
      untraced.upsert(new UserId(1 + random.nextInt(30)), draft, at);
    }
    Boards model = new InMemoryBoards(untraced);
    for (int limit : new int[] {1, 7, 30, 100}) {
      assertEquals(
          model.first(limit), boards.first(limit), "-Dscores.seed=" + seed + " repeats this");
    }
  }

  /** After each batch exactly one score is correct. */
  @Test
  void boardSeesOneStateWhileBatchesAreWritten() throws Exception {
    assumeTrue(policy() == ScorePolicy.LATEST, "a solved score stays correct");
    untraced.upsert(
        Batch.of(
            ANN,
            IntStream.rangeClosed(1, Batch.MAX_SIZE)
                .mapToObj(n -> failed(new ExerciseId(n)))
                .toList()),
        NOON);
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
          Board board = boards.first(1);
          Board.Row row = board.rows().getFirst();
          assertEquals(1, row.standing().correct());
          assertEquals(
              row.scores().stream().filter(Score::correct).map(Score::exercise).toList(),
              board.columns().stream()
                  .filter(column -> column.correct() > 0)
                  .map(Board.Column::exercise)
                  .toList());
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
    untraced.upsert(
        Batch.of(
            ANN,
            List.of(
                new ScoreDraft(new ExerciseId(1), first),
                new ScoreDraft(new ExerciseId(Batch.MAX_SIZE), !first))),
        LATER);
  }

  private static List<Standing> standings(Board board) {
    return board.rows().stream().map(Board.Row::standing).toList();
  }

  private static Board.Column column(ExerciseId exercise, int correct, UserId firstSolver) {
    return new Board.Column(exercise, correct, Optional.of(firstSolver));
  }

  private static Board.Column unsolved(ExerciseId exercise) {
    return new Board.Column(exercise, 0, Optional.empty());
  }
}
