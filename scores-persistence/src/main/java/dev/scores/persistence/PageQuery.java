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
 * so the cost of a page depends only on its size, not on how many rows the filters match (ADR 25).
 * A list without the filter {@code correct} merges two ranges, one for each value.
 *
 * <p>The column of a filter is compared with {@code = any (array[?])} and is part of the order.
 * With {@code = ?} PostgreSQL would drop it from the order, and might then scan the primary key and
 * filter. The limit is part of the text, because PostgreSQL expects a tenth of the table for a
 * limit that it does not know.
 */
record PageQuery(String sql, List<Object> parameters) {

  private static final String COLUMNS =
      "select id, user_id, exercise_id, correct, created_at, updated_at, version from scores";

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
    List<PageQuery> ranges =
        selection.correct().map(List::of).orElse(List.of(false, true)).stream()
            .map(
                correct ->
                    range(
                        Stream.concat(
                                scope.stream(),
                                Stream.of(isCorrect(correct), after(selection, cursor)))
                            .toList(),
                        String.join(", ", order),
                        limit))
            .toList();
    return ranges.size() == 1 ? ranges.getFirst() : merged(ranges, String.join(", ", order), limit);
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
    selection.correct().map(PageQuery::isCorrect).ifPresent(conditions::add);
    conditions.add(after(selection, cursor));
    return range(conditions, selection.isByTime() ? "updated_at, id" : "id", limit);
  }

  private static PageQuery ofAllById(Selection selection, Cursor cursor, int limit) {
    Condition after = after(selection, cursor);
    return selection
        .correct()
        .map(
            correct ->
                range(
                    List.of(new Condition("correct = any (array[?])", List.of(correct)), after),
                    "correct, id",
                    limit))
        .orElseGet(() -> range(List.of(after), "id", limit));
  }

  private static Optional<Condition> scope(Selection selection) {
    return selection
        .user()
        .map(user -> new Condition("user_id = any (array[?])", List.of(user.value())))
        .or(
            () ->
                selection
                    .exercise()
                    .map(
                        exercise ->
                            new Condition(
                                "exercise_id = any (array[?])", List.of(exercise.value()))));
  }

  private static Condition isCorrect(boolean correct) {
    return new Condition("correct = ?", List.of(correct));
  }

  private static Condition after(Selection selection, Cursor cursor) {
    return selection
        .updatedSince()
        .map(since -> after(since, cursor))
        .orElseGet(() -> new Condition("id > ?", List.of(cursor.id())));
  }

  private static Condition after(Instant since, Cursor cursor) {
    if (cursor.id() > 0 && cursor.updatedAt().isEmpty()) {
      throw new IllegalArgumentException("a list by time needs the time of " + cursor);
    }
    boolean isFirst = cursor.updatedAt().filter(time -> !time.isBefore(since)).isEmpty();
    Instant time = isFirst ? since : cursor.updatedAt().orElseThrow();
    return new Condition(
        "(updated_at, id) > (?, ?)", List.of(Timestamp.from(time), isFirst ? 0L : cursor.id()));
  }

  private static PageQuery range(List<Condition> conditions, String order, int limit) {
    return new PageQuery(
        "%s where %s order by %s limit %d"
            .formatted(
                COLUMNS,
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
