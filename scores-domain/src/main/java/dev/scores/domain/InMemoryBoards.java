package dev.scores.domain;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Boards that read every score, for tests and examples. The contract tests compare other
 * implementations with it. Thread-safe if the {@link Scores} are. A board reads its scores by one
 * call of {@link Scores#page}, so it sees one state of the store.
 */
public final class InMemoryBoards implements Boards {

  private static final Comparator<Score> BY_SOLVE =
      comparing(InMemoryBoards::solvedAt).thenComparingInt(score -> score.user().value());

  private final Scores scores;

  public InMemoryBoards(Scores scores) {
    this.scores = Objects.requireNonNull(scores, "scores");
  }

  @Override
  public Board first(int limit) {
    Reports.checkLimit(limit);
    List<Score> all = scores.page(Selection.all(), Cursor.start(), Integer.MAX_VALUE);
    List<Standing> standings = InMemoryReports.standings(all);
    Map<UserId, List<Score>> byUser = all.stream().collect(groupingBy(Score::user));
    return new Board(
        standings.size(),
        standings.stream()
            .limit(limit)
            .map(standing -> row(standing, byUser.getOrDefault(standing.user(), List.of())))
            .toList(),
        all.stream().collect(groupingBy(Score::exercise)).entrySet().stream()
            .map(exercise -> column(exercise.getKey(), exercise.getValue()))
            .sorted(comparingInt(column -> column.exercise().value()))
            .toList());
  }

  private static Board.Row row(Standing standing, List<Score> scores) {
    return new Board.Row(
        standing, scores.stream().sorted(comparingInt(score -> score.exercise().value())).toList());
  }

  private static Board.Column column(ExerciseId exercise, List<Score> scores) {
    List<Score> correct = scores.stream().filter(Score::correct).toList();
    return new Board.Column(
        exercise, correct.size(), correct.stream().min(BY_SOLVE).map(Score::user));
  }

  private static Instant solvedAt(Score correct) {
    return correct.solve().orElseThrow().at();
  }
}
