package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.domain.Board;
import dev.scores.domain.Boards;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Scores;
import dev.scores.domain.UserId;
import dev.scores.domain.testkit.BoardsContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JdbcBoardsTest {

  private static ScoresTestDatabase database;

  @BeforeAll
  static void open() {
    database = ScoresTestDatabase.fresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Nested
  class Rules extends BoardsContract {
    @Override
    protected Scores emptyStore() {
      return database.emptyScores();
    }

    @Override
    protected Boards boards() {
      return database.boards();
    }
  }

  /** Its solve is its last write, as everywhere else. */
  @Test
  @NotOnCitus
  void rowOlderThanTheLogMayBeTheFirstSolve() {
    database.emptyScores();
    database.execute(
        """
        insert into scores (user_id, exercise_id, correct, created_at, updated_at, solved_at,
          solved_attempts)
        values (1, 5, true, '2026-01-01', '2026-01-02', '2026-01-02', 1),
          (2, 5, true, '2026-01-01', '2026-01-01', null, null)
        """);
    Board board = database.boards().first(1);
    assertEquals(
        List.of(new Board.Column(new ExerciseId(5), 2, Optional.of(new UserId(2)))),
        board.columns());
    assertEquals(new UserId(2), board.rows().getFirst().standing().user());
  }
}
