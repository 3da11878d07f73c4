package dev.scores.persistence;

import static java.util.stream.Collectors.joining;

import dev.scores.domain.Cursor;
import dev.scores.domain.Selection;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The statement for one page of a list. It reads a range of one index from the cursor to the limit,
 * so the cost of a page does not depend on how many rows the filters match (ADR 25). A list without
 * the filter {@code correct} merges two ranges, one for each value.
 *
 * <p>A list by time reads the event log, whose indexes are ordered by time, and skips events that
 * are not the latest of their score (ADR 39). Every other list reads the scores.
 *
 * <p>The column of a filter is compared with {@code = any (array[?])} and is part of the order.
 * With {@code = ?} PostgreSQL would drop it from the order, and might then scan the primary key and
 * filter. The limit is part of the text, because PostgreSQL expects a tenth of the table for a
 * limit that it does not know.
 */
record PageQuery(String sql, List<Object> parameters) {

  private static final String SCORES = "select " + ScoreSql.COLUMNS + " from scores";

  private static final String LATEST_EVENTS = "select " + ScoreSql.LATEST_EVENTS;

  /** A condition and its parameters. */
  private record Condition(String text, List<Object> parameters) {}

  /**
   * @throws IllegalArgumentException if the list is by time and the cursor has no time
   */
  static PageQuery of(Selection selection, Cursor cursor, int limit) {
    if (selection.user().isPresent() && selection.exercise().isPresent()) {
      return ofPair(selection, cursor, limit);
    }
    Optional<Condition> scope = scope(selection);
    if (scope.isEmpty() && !selection.isByTime()) {
      return ofAllById(selection, cursor, limit);
    }
    List<String> order = new ArrayList<>();
    selection.user().ifPresent(user -> order.add("user_id"));
    selection.exercise().ifPresent(exercise -> order.add("exercise_id"));
    order.add(selection.isByTime() ? "updated_at, id" : "id");
    Condition after =
        selection
            .updatedSince()
            .map(since -> after("event.at, event.score_id", since, cursor))
            .orElseGet(() -> after(cursor));
    List<PageQuery> ranges =
        selection.correct().map(List::of).orElse(List.of(false, true)).stream()
            .map(
                correct ->
                    range(
                        selection.isByTime() ? LATEST_EVENTS : SCORES,
                        Stream.concat(
                                scope.stream(),
                                Stream.of(isCorrect(prefix(selection), correct), after))
                            .toList(),
                        String.join(", ", order),
                        limit))
            .toList();
    return ranges.size() == 1 ? ranges.getFirst() : merged(ranges, String.join(", ", order), limit);
  }

  private static String prefix(Selection selection) {
    return selection.isByTime() ? "event." : "";
  }

  /** At most one score, found by the unique index. */
  private static PageQuery ofPair(Selection selection, Cursor cursor, int limit) {
    List<Condition> conditions = new ArrayList<>();
    selection
        .user()
        .ifPresent(user -> conditions.add(new Condition("user_id = ?", List.of(user.value()))));
    selection
        .exercise()
        .ifPresent(
            exercise ->
                conditions.add(new Condition("exercise_id = ?", List.of(exercise.value()))));
    selection.correct().ifPresent(correct -> conditions.add(isCorrect("", correct)));
    conditions.add(
        selection
            .updatedSince()
            .map(since -> after("updated_at, id", since, cursor))
            .orElseGet(() -> after(cursor)));
    return range(SCORES, conditions, selection.isByTime() ? "updated_at, id" : "id", limit);
  }

  private static PageQuery ofAllById(Selection selection, Cursor cursor, int limit) {
    Condition after = after(cursor);
    return selection
        .correct()
        .map(
            correct ->
                range(
                    SCORES,
                    List.of(new Condition("correct = any (array[?])", List.of(correct)), after),
                    "correct, id",
                    limit))
        .orElseGet(() -> range(SCORES, List.of(after), "id", limit));
  }

  private static Optional<Condition> scope(Selection selection) {
    return selection
        .user()
        .map(user -> isIn(prefix(selection) + "user_id", user.value()))
        .or(
            () ->
                selection
                    .exercise()
                    .map(exercise -> isIn(prefix(selection) + "exercise_id", exercise.value())));
  }

  private static Condition isIn(String column, int id) {
    return new Condition(column + " = any (array[?])", List.of(id));
  }

  private static Condition isCorrect(String prefix, boolean correct) {
    return new Condition(prefix + "correct = ?", List.of(correct));
  }

  private static Condition after(Cursor cursor) {
    return new Condition("id > ?", List.of(cursor.id()));
  }

  private static Condition after(String place, Instant since, Cursor cursor) {
    if (cursor.id() > 0 && cursor.updatedAt().isEmpty()) {
      throw new IllegalArgumentException("a list by time needs the time of " + cursor);
    }
    boolean isFirst = cursor.updatedAt().filter(time -> !time.isBefore(since)).isEmpty();
    Instant time = isFirst ? since : cursor.updatedAt().orElseThrow();
    return new Condition(
        "(%s) > (?, ?)".formatted(place),
        List.of(Timestamp.from(time), isFirst ? 0L : cursor.id()));
  }

  private static PageQuery range(
      String select, List<Condition> conditions, String order, int limit) {
    return new PageQuery(
        "%s where %s order by %s limit %d"
            .formatted(
                select,
                conditions.stream().map(Condition::text).collect(joining(" and ")),
                order,
                limit),
        conditions.stream().flatMap(condition -> condition.parameters().stream()).toList());
  }

  private static PageQuery merged(List<PageQuery> ranges, String order, int limit) {
    return new PageQuery(
        "%s order by %s limit %d"
            .formatted(
                ranges.stream()
                    .map(range -> "(" + range.sql() + ")")
                    .collect(joining("\nunion all\n")),
                order,
                limit),
        ranges.stream().flatMap(range -> range.parameters().stream()).toList());
  }
}
