package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ScoreId;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The cost of a page whose filters match few of many rows. A few users have 100 000 scores, one
 * exercise has 20 000, and almost all are correct and old. An index that lacks a filter, or the
 * primary key, would be read for thousands of pages.
 */
@NotOnCitus
class SelectiveListsTest {

  private static final int LIMIT = 20;

  /**
   * For each range: a descent of the index, and at most a heap and an index page for each score.
   */
  private static final long MOST_BUFFERS = 2 * (5 + 2 * LIMIT);

  /**
   * For each range of a list by time: a descent of the index in each partition, and an event and a
   * score for each result, where the score is found by its id.
   */
  private static final long MOST_BUFFERS_BY_TIME = 2 * (3 * 5 + 6 * LIMIT);

  private static final Instant RECENT = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");
  private static final UserId MANY = new UserId(7);
  private static final UserId FEW = new UserId(100_000);
  private static final ExerciseId POPULAR = new ExerciseId(1);
  private static final ExerciseId UNPOPULAR = new ExerciseId(900_000);

  private static ScoresTestDatabase database;

  @BeforeAll
  static void fill() {
    database = ScoresTestDatabase.fresh();
    // Vacuum marks pages as all-visible only after their commits are flushed.
    database.execute(
        """
        set synchronous_commit = on;
        insert into scores (user_id, exercise_id, correct, created_at, updated_at)
        select user_id, exercise_id, n % 20000 <> 0, at, at
        from (
          select user_id, exercise_id, row_number() over (order by random()) as n,
            case when random() < 0.0001 then timestamptz '2026-06-01T00:00:00Z'
              else timestamptz '2025-01-01T00:00:00Z' end
              + random() * interval '100 days' as at
          from (
            select u, e from generate_series(1, 20) u, generate_series(1, 5000) e
            union select u, 1 from generate_series(1, 20000) u
            union select 100000, e from generate_series(1, 3) e
            union select u, 900000 from generate_series(1, 3) u) pairs (user_id, exercise_id)) t
        order by n
        """);
    // At least one of each kind.
    database.execute(
        """
        update scores set correct = false, updated_at = '2026-07-01T00:00:00Z'
        where user_id in (7, 8) and exercise_id in (1, 2)
        """);
    database.execute("vacuum analyze scores");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @TestFactory
  Stream<DynamicTest> costOfAPageDependsOnlyOnItsSize() {
    return selections()
        .flatMap(
            selection ->
                cursors()
                    .map(
                        cursor ->
                            DynamicTest.dynamicTest(
                                selection + " " + cursor, () -> assertCheap(selection, cursor))));
  }

  /** The total cost of all pages is proportional to the number of scores. */
  @Test
  void walkOfASelectiveListReadsOnlyItsScores() throws SQLException {
    var selection = Selection.all().withCorrect(false).updatedSince(RECENT);
    assertEquals(
        database.scores().page(selection, Cursor.start(), 1000),
        walk(selection, database.scores()));
    assertTrue(plan(selection, Cursor.start()).buffers() <= MOST_BUFFERS_BY_TIME);
  }

  private static List<dev.scores.domain.Score> walk(Selection selection, JdbcScores scores) {
    var all = new ArrayList<dev.scores.domain.Score>();
    var page = scores.page(selection, Cursor.start(), 3);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = scores.page(selection, Cursor.after(page.getLast()), 3);
    }
    return all;
  }

  private static void assertCheap(Selection selection, Cursor cursor) throws SQLException {
    var plan = plan(selection, cursor);
    boolean isPair = selection.user().isPresent() && selection.exercise().isPresent();
    assertAll(
        () ->
            assertTrue(
                plan.buffers() <= (selection.isByTime() ? MOST_BUFFERS_BY_TIME : MOST_BUFFERS),
                plan::text),
        // A list by time skips the events of scores that have changed since.
        () -> assertTrue(isPair || selection.isByTime() || !plan.filtersRows(), plan::text),
        () -> assertFalse(plan.scansTheTable(), plan::text),
        () -> assertFalse(plan.text().contains("Gather"), plan::text));
  }

  private static QueryPlan plan(Selection selection, Cursor cursor) throws SQLException {
    var query = PageQuery.of(selection, cursor, LIMIT);
    try (Connection connection = database.connect();
        var setting = connection.createStatement()) {
      setting.execute(ScoresTestDatabase.SESSION);
      return QueryPlan.of(
          SqlStatement.of("page", query.sql(), query.parameters().toArray()), connection);
    }
  }

  private static Stream<Cursor> cursors() {
    return Stream.of(
        Cursor.start(),
        Cursor.after(RECENT, new ScoreId(60_000)),
        Cursor.after(RECENT.plusSeconds(86_400_000), new ScoreId(Long.MAX_VALUE)));
  }

  private static Stream<Selection> selections() {
    var all = new ArrayList<Selection>();
    for (var user : List.of(Optional.<UserId>empty(), Optional.of(MANY), Optional.of(FEW))) {
      for (var exercise :
          List.of(Optional.<ExerciseId>empty(), Optional.of(POPULAR), Optional.of(UNPOPULAR))) {
        for (var correct :
            List.of(Optional.<Boolean>empty(), Optional.of(false), Optional.of(true))) {
          for (var since :
              List.of(Optional.<Instant>empty(), Optional.of(RECENT), Optional.of(OLD))) {
            all.add(new Selection(user, exercise, correct, since));
          }
        }
      }
    }
    return all.stream();
  }
}
