package dev.scores.persistence;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the kept reports, and what they must be: the events of the log up to their position,
 * replayed one by one. Each row is a line.
 */
record EventsReplay(TreeSet<String> expected, TreeSet<String> kept) {

  private static final String KEPT =
      """
      select concat_ws(' ', 'all', scores, correct, solved, attempts) from report_totals
      union all
      select concat_ws(' ', 'user', user_id, scores, correct, %1$s) from report_users
      union all
      select concat_ws(' ', 'rank', correct, users) from report_ranks where users <> 0
      union all
      select concat_ws(' ', 'exercise', exercise_id, scores, correct, solved, attempts, %2$s, %3$s,
        first_solver)
      from report_exercises
      union all
      select concat_ws(' ', 'solves', exercise_id, attempts, scores) from report_solves
      where scores <> 0
      """
          .formatted(
              micros("last_solved_at"), micros("last_updated_at"), micros("first_solved_at"));

  private static final String EVENTS =
      """
      select event.score_id, event.type, event.user_id, event.exercise_id, event.attempts,
        event.solved_attempts, event.correct, event.solved_at, event.at
      from score_events event, report_totals
      where (event.transaction, event.sequence)
        <= (report_totals.transaction, report_totals.sequence)
      order by event.transaction, event.sequence
      """;

  private record Score(
      int user,
      int exercise,
      long attempts,
      @Nullable Long toSolve,
      boolean correct,
      @Nullable Timestamp solvedAt,
      Timestamp updatedAt) {}

  /** Reads one state of the database. */
  static EventsReplay of(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set transaction isolation level repeatable read, read only");
      // Before the first query: a truncation is visible to older snapshots.
      statement.execute("lock table scores, score_events, report_totals in access share mode");
      TreeSet<String> kept = new TreeSet<>();
      try (ResultSet rows = statement.executeQuery(KEPT)) {
        while (rows.next()) {
          kept.add(rows.getString(1));
        }
      }
      Map<Long, Score> scores = new HashMap<>();
      try (ResultSet rows = statement.executeQuery(EVENTS)) {
        while (rows.next()) {
          if (rows.getString(2).equals("r")) {
            scores.remove(rows.getLong(1));
          } else {
            scores.put(rows.getLong(1), score(rows));
          }
        }
      }
      return new EventsReplay(expected(scores.values()), kept);
    } finally {
      connection.rollback();
    }
  }

  private static Score score(ResultSet row) throws SQLException {
    return new Score(
        row.getInt(3),
        row.getInt(4),
        row.getLong(5),
        row.getObject(6, Long.class),
        row.getBoolean(7),
        row.getTimestamp(8),
        row.getTimestamp(9));
  }

  private static TreeSet<String> expected(Collection<Score> scores) {
    TreeSet<String> lines = new TreeSet<>();
    lines.add(line("all", scores.size(), correct(scores).size(), solved(scores), attempts(scores)));
    Map<Long, Integer> ranks = new TreeMap<>();
    by(Score::user, scores)
        .forEach(
            (user, own) -> {
              List<Score> correct = correct(own);
              ranks.merge((long) correct.size(), 1, Integer::sum);
              lines.add(
                  line(
                      "user",
                      user,
                      own.size(),
                      correct.size(),
                      correct.stream().map(Score::solvedAt).max(naturalOrder()).orElse(null)));
            });
    ranks.forEach((correct, users) -> lines.add(line("rank", correct, users)));
    by(Score::exercise, scores)
        .forEach(
            (exercise, all) -> {
              @Nullable Score first =
                  correct(all).stream()
                      .min(comparing(Score::solvedAt).thenComparingInt(Score::user))
                      .orElse(null);
              lines.add(
                  line(
                      "exercise",
                      exercise,
                      all.size(),
                      correct(all).size(),
                      solved(all),
                      attempts(all),
                      all.stream().map(Score::updatedAt).max(naturalOrder()).orElseThrow(),
                      first == null ? null : first.solvedAt(),
                      first == null ? null : first.user()));
              addSolves(lines, exercise, all);
            });
    addSolves(lines, 0, scores);
    return lines;
  }

  private static void addSolves(TreeSet<String> lines, int exercise, Collection<Score> scores) {
    by(score -> score.toSolve() == null ? 0L : score.toSolve(), scores)
        .forEach(
            (attempts, all) -> {
              if (attempts > 0) {
                lines.add(line("solves", exercise, attempts, all.size()));
              }
            });
  }

  private static <K> Map<K, List<Score>> by(Function<Score, K> key, Collection<Score> scores) {
    return scores.stream().collect(Collectors.groupingBy(key));
  }

  private static List<Score> correct(Collection<Score> scores) {
    return scores.stream().filter(Score::correct).toList();
  }

  private static long solved(Collection<Score> scores) {
    return scores.stream().filter(score -> score.toSolve() != null).count();
  }

  private static long attempts(Collection<Score> scores) {
    return scores.stream().mapToLong(Score::attempts).sum();
  }

  /** The values as {@code concat_ws} writes them: without nulls; times in microseconds. */
  private static String line(String kind, @Nullable Object... values) {
    List<String> words = new ArrayList<>(List.of(kind));
    for (Object value : values) {
      if (value instanceof Timestamp time) {
        words.add(Long.toString(time.getTime() / 1000 * 1_000_000 + time.getNanos() / 1000));
      } else if (value != null) {
        words.add(value.toString());
      }
    }
    return String.join(" ", words);
  }

  private static String micros(String column) {
    return "cast(extract(epoch from %s) * 1000000 as bigint)".formatted(column);
  }
}
