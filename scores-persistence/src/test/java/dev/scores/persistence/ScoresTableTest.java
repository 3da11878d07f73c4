package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.Solve;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The constraints of the table {@code scores}. */
@NotOnCitus
class ScoresTableTest {

  private static final String INSERT =
      "insert into scores (user_id, exercise_id, correct, created_at, updated_at) values ";

  private static ScoresTestDatabase database;

  @BeforeAll
  static void open() {
    database = ScoresTestDatabase.fresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void insertOfTheFiveOldColumnsSucceeds() {
    database.execute(INSERT + "(5, 6, true, '2020-01-02T03:04:05Z', '2020-01-02T03:04:05Z')");
    var score = database.scores().find(new UserId(5), new ExerciseId(6)).orElseThrow();
    assertEquals(Instant.parse("2020-01-02T03:04:05Z"), score.createdAt());
    assertEquals(1, score.version());
    assertEquals(1, score.attempts());
    assertEquals(Optional.of(new Solve(score.createdAt(), 1)), score.solve());
  }

  @Test
  void secondRowForAUserAndExerciseIsRejected() {
    database.execute(INSERT + "(7, 8, true, now(), now())");
    assertThrows(
        IllegalStateException.class,
        () -> database.execute(INSERT + "(7, 8, false, now(), now())"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(0, 1, true, now(), now())",
        "(1, 0, true, now(), now())",
        "(-1, 1, true, now(), now())",
        "(null, 1, true, now(), now())",
        "(1, null, true, now(), now())",
        "(1, 1, null, now(), now())",
        "(1, 1, true, null, now())",
        "(1, 1, true, now(), null)"
      })
  void invalidRowIsRejected(String values) {
    assertThrows(IllegalStateException.class, () -> database.execute(INSERT + values));
  }
}
