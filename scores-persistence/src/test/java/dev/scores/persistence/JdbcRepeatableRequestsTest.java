package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.IdempotencyKey;
import dev.scores.domain.RepeatableRequests;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.Scores;
import dev.scores.domain.ScoresUnavailable;
import dev.scores.domain.UserId;
import dev.scores.domain.testkit.RepeatableRequestsContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbcRepeatableRequestsTest extends RepeatableRequestsContract {

  private static ScoresTestDatabase database;

  @BeforeAll
  static void open() {
    database = ScoresTestDatabase.fresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  protected Scores emptyStore() {
    database.execute("truncate idempotency_keys");
    return database.emptyScores();
  }

  @Override
  protected RepeatableRequests requests() {
    return database.requests();
  }

  @Test
  void writeOfAFailedRequestIsRolledBack() {
    UserId user = new UserId(1);
    ExerciseId exercise = new ExerciseId(2);
    var key = new IdempotencyKey("user 1", "k");
    assertThrows(
        IllegalStateException.class,
        () ->
            database
                .requests()
                .once(
                    key,
                    "f",
                    Instant.now(),
                    scores -> {
                      scores.upsert(user, new ScoreDraft(exercise, true), Instant.now());
                      throw new IllegalStateException("planted");
                    }));
    assertEquals(Optional.empty(), database.scores().find(user, exercise));
  }

  @Test
  void onlyOldRepliesAreDeleted() {
    Instant now = Instant.now();
    Instant yesterday = now.minus(Duration.ofHours(25));
    JdbcRepeatableRequests requests = database.requests();
    requests.once(new IdempotencyKey("user 1", "old"), "f", yesterday, scores -> "reply");
    requests.once(new IdempotencyKey("user 1", "new"), "f", now, scores -> "reply");
    requests.deleteOld();
    var left = database.context().getBean(RowQuery.class);
    assertEquals(
        List.of("new"), left.rows("select key from idempotency_keys", row -> row.getString(1)));
  }

  @Test
  void requestIsUnavailableWithoutItsTable() {
    try (ScoresTestDatabase other = ScoresTestDatabase.fresh()) {
      other.execute("alter table idempotency_keys rename to hidden");
      IdempotencyKey key = new IdempotencyKey("user 1", "k");
      assertThrows(
          ScoresUnavailable.class,
          () ->
              other
                  .requests()
                  .once(
                      key,
                      "f",
                      Instant.now(),
                      scores -> {
                        throw new AssertionError("executed without a key");
                      }));
      other.requests().deleteOld();
      other.execute("alter table hidden rename to idempotency_keys");
      assertEquals(
          new RepeatableRequests.Execution.Replied("reply"),
          other.requests().once(key, "f", Instant.now(), scores -> "reply"));
    }
  }
}
