package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryBoardsTest {

  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final ExerciseId LOOPS = new ExerciseId(1);
  private static final ExerciseId MAPS = new ExerciseId(2);

  private final Scores store = new InMemoryScores();
  private final Boards boards = new InMemoryBoards(store);

  @Test
  void boardHasTheFirstUsersAndAllExercises() {
    store.upsert(ANN, new ScoreDraft(MAPS, false), Instant.EPOCH);
    store.upsert(BOB, new ScoreDraft(LOOPS, true), Instant.ofEpochSecond(2));
    store.upsert(ANN, new ScoreDraft(LOOPS, true), Instant.ofEpochSecond(1));
    Board board = boards.first(1);
    assertEquals(2, board.users());
    assertEquals(1, board.rows().size());
    assertEquals(
        new Standing(1, ANN, 1, Optional.of(Instant.ofEpochSecond(1))),
        board.rows().getFirst().standing());
    assertEquals(
        List.of(LOOPS, MAPS),
        board.rows().getFirst().scores().stream().map(Score::exercise).toList());
    assertEquals(
        List.of(
            new Board.Column(LOOPS, 2, Optional.of(ANN)),
            new Board.Column(MAPS, 0, Optional.empty())),
        board.columns());
  }

  @Test
  void simultaneousSolvesAreInTheOrderOfUserIds() {
    store.upsert(BOB, new ScoreDraft(LOOPS, true), Instant.EPOCH);
    store.upsert(ANN, new ScoreDraft(LOOPS, true), Instant.EPOCH);
    assertEquals(Optional.of(ANN), boards.first(10).columns().getFirst().firstSolver());
  }

  @Test
  void limitOutOfRangeIsRejected() {
    assertThrows(IllegalArgumentException.class, () -> boards.first(0));
    assertThrows(IllegalArgumentException.class, () -> boards.first(101));
  }

  @Test
  void boardHasAtLeastAsManyUsersAsRows() {
    Board.Row row = new Board.Row(new Standing(1, ANN, 0, Optional.empty()), List.of());
    assertEquals(
        "users must be at least 1, not 0",
        assertThrows(IllegalArgumentException.class, () -> new Board(0, List.of(row), List.of()))
            .getMessage());
    assertEquals(1, new Board(1, List.of(row), List.of()).users());
  }

  @Test
  void firstSolverIsRequiredIfThereAreCorrectScores() {
    assertThrows(
        IllegalArgumentException.class, () -> new Board.Column(LOOPS, 1, Optional.empty()));
    assertThrows(
        IllegalArgumentException.class, () -> new Board.Column(LOOPS, 0, Optional.of(ANN)));
    assertThrows(
        IllegalArgumentException.class, () -> new Board.Column(LOOPS, -1, Optional.empty()));
    assertEquals(0, new Board.Column(LOOPS, 0, Optional.empty()).correct());
  }
}
