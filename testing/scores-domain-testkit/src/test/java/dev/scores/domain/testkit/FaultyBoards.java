package dev.scores.domain.testkit;

import dev.scores.domain.Batch;
import dev.scores.domain.Board;
import dev.scores.domain.Boards;
import dev.scores.domain.Cursor;
import dev.scores.domain.InMemoryBoards;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Reports;
import dev.scores.domain.Score;
import dev.scores.domain.Selection;
import dev.scores.domain.Solve;
import dev.scores.domain.Standing;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Boards with one fault. */
record FaultyBoards(InMemoryScores scores, Fault fault) implements Boards {

  enum Fault {
    NONE,
    USERS_ARE_THOSE_SHOWN,
    LIMIT_IS_NOT_CHECKED,
    LIMIT_CUTS_COLUMNS,
    SCORES_ARE_NOT_ORDERED,
    INCORRECT_SCORES_ARE_LEFT_OUT,
    USERS_WITHOUT_CORRECT_SCORES_ARE_LEFT_OUT,
    RANKS_ARE_NUMBERS_OF_ROWS,
    UNSOLVED_EXERCISES_ARE_LEFT_OUT,
    CORRECT_COUNTS_EVERY_SOLVE,
    FIRST_SOLVER_IS_THE_LAST,
    FIRST_SOLVER_IS_BY_LAST_WRITE,
    FIRST_SOLVER_HAS_THE_HIGHEST_ID,
    BOARD_READS_SEVERAL_STATES
  }

  @Override
  public Board first(int limit) {
    if (fault == Fault.LIMIT_IS_NOT_CHECKED && (limit < 1 || limit > Reports.MAX_LEADERBOARD)) {
      return new Board(0, List.of(), List.of());
    }
    Board right = new InMemoryBoards(scores).first(limit);
    List<Score> all = scores.page(Selection.all(), Cursor.start(), Integer.MAX_VALUE);
    return switch (fault) {
      case NONE, LIMIT_IS_NOT_CHECKED -> right;
      case USERS_ARE_THOSE_SHOWN -> new Board(right.rows().size(), right.rows(), right.columns());
      case LIMIT_CUTS_COLUMNS ->
          new Board(right.users(), right.rows(), right.columns().stream().limit(limit).toList());
      case SCORES_ARE_NOT_ORDERED -> withScores(right, List::reversed);
      case INCORRECT_SCORES_ARE_LEFT_OUT ->
          withScores(right, own -> own.stream().filter(Score::correct).toList());
      case USERS_WITHOUT_CORRECT_SCORES_ARE_LEFT_OUT ->
          new Board(
              right.users(),
              right.rows().stream().filter(row -> row.standing().correct() > 0).toList(),
              right.columns());
      case RANKS_ARE_NUMBERS_OF_ROWS ->
          new Board(
              right.users(),
              right.rows().stream()
                  .map(row -> numbered(row, right.rows().indexOf(row) + 1))
                  .toList(),
              right.columns());
      case UNSOLVED_EXERCISES_ARE_LEFT_OUT ->
          new Board(
              right.users(),
              right.rows(),
              right.columns().stream().filter(column -> column.correct() > 0).toList());
      case CORRECT_COUNTS_EVERY_SOLVE ->
          withFirst(
              right, all, score -> score.solve().isPresent(), Comparator.comparing(this::solvedAt));
      case FIRST_SOLVER_IS_THE_LAST ->
          withFirst(right, all, Score::correct, Comparator.comparing(this::solvedAt).reversed());
      case FIRST_SOLVER_IS_BY_LAST_WRITE ->
          withFirst(right, all, Score::correct, Comparator.comparing(Score::updatedAt));
      case FIRST_SOLVER_HAS_THE_HIGHEST_ID ->
          withFirst(
              right,
              all,
              Score::correct,
              Comparator.comparing(this::solvedAt)
                  .thenComparingInt(score -> -score.user().value()));
      case BOARD_READS_SEVERAL_STATES -> {
        awaitChange(all);
        yield new Board(
            right.users(), right.rows(), new InMemoryBoards(scores).first(limit).columns());
      }
    };
  }

  private Instant solvedAt(Score score) {
    return score.solve().map(Solve::at).orElseThrow();
  }

  private static Board withScores(Board right, Function<List<Score>, List<Score>> faulty) {
    return new Board(
        right.users(),
        right.rows().stream()
            .map(row -> new Board.Row(row.standing(), faulty.apply(row.scores())))
            .toList(),
        right.columns());
  }

  private static Board.Row numbered(Board.Row row, int rank) {
    Standing right = row.standing();
    return new Board.Row(
        new Standing(rank, right.user(), right.correct(), right.lastSolvedAt()), row.scores());
  }

  private static Board withFirst(
      Board right, List<Score> all, Predicate<Score> counted, Comparator<Score> order) {
    Comparator<Score> total = order.thenComparingInt(score -> score.user().value());
    return new Board(
        right.users(),
        right.rows(),
        right.columns().stream()
            .map(
                column -> {
                  List<Score> solves =
                      all.stream()
                          .filter(score -> score.exercise().equals(column.exercise()))
                          .filter(counted)
                          .toList();
                  return new Board.Column(
                      column.exercise(),
                      solves.size(),
                      solves.stream().min(total).map(Score::user));
                })
            .toList());
  }

  /** Waits for a write, without which the fault has no effect; only while there are writes. */
  private void awaitChange(List<Score> all) {
    if (all.size() < Batch.MAX_SIZE) {
      return;
    }
    Score first = all.getFirst();
    while (scores.find(first.id()).filter(first::equals).isPresent()) {
      Thread.onSpinWait();
    }
  }
}
