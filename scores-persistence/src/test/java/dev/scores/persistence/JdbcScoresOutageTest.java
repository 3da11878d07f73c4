package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.IdempotencyKey;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.Scores;
import dev.scores.domain.ScoresUnavailable;
import dev.scores.domain.UserId;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

class JdbcScoresOutageTest {

  @Test
  void unreachableDatabaseIsUnavailable() throws IOException {
    try (ScoresTestDatabase away = unreachable()) {
      assertThrows(ScoresUnavailable.class, () -> away.scores().find(new ScoreId(1)));
      assertThrows(
          ScoresUnavailable.class,
          () ->
              away.requests()
                  .once(new IdempotencyKey("user 1", "k"), "f", Instant.now(), scores -> "reply"));
    }
  }

  /** The scheduler would log a failure as a defect, with its stack trace. */
  @Test
  void deletionOfOldRepliesToleratesAnOutage() throws IOException {
    try (ScoresTestDatabase away = unreachable()) {
      assertDoesNotThrow(away.requests()::deleteOld);
    }
  }

  @Test
  @NotOnCitus
  void brokenConnectionIsUnavailableAndReplaced() {
    try (ScoresTestDatabase database = ScoresTestDatabase.fresh()) {
      Scores scores = database.scores();
      scores.add(new UserId(1), new ScoreDraft(new ExerciseId(1), true), Instant.now());
      database.execute(
          "create function break_off() returns trigger language plpgsql as $$ begin"
              + " perform pg_terminate_backend(pg_backend_pid()); return new; end $$");
      database.execute(
          "create trigger break_off before update on scores for each row"
              + " execute function break_off()");
      assertThrows(
          ScoresUnavailable.class,
          () ->
              scores.upsert(
                  new UserId(1), new ScoreDraft(new ExerciseId(1), false), Instant.now()));
      assertEquals(
          Optional.of(true),
          scores.find(new UserId(1), new ExerciseId(1)).map(score -> score.correct()));
    }
  }

  @Test
  void invalidStatementIsADefect() {
    try (ScoresTestDatabase database = ScoresTestDatabase.fresh()) {
      database.execute(
          "alter table scores alter column created_at type jsonb using to_jsonb(created_at)");
      assertThrows(
          IllegalStateException.class,
          () -> database.scores().add(new UserId(1), draft(), Instant.now()));
    }
  }

  @Test
  void missingTableOrColumnIsUnavailable() {
    try (ScoresTestDatabase database = ScoresTestDatabase.fresh()) {
      database.execute("alter table scores rename column correct to incorrect");
      assertThrows(ScoresUnavailable.class, () -> database.scores().find(new ScoreId(1)));
      database.execute("drop table scores");
      assertThrows(ScoresUnavailable.class, () -> database.scores().find(new ScoreId(1)));
    }
  }

  @Test
  void exceptionWithoutSqlstateIsUnavailable() {
    assertEquals(
        true,
        ScoreStoreExceptions.isUnavailable(new IllegalStateException(new SQLException("gone"))));
    assertEquals(
        false, ScoreStoreExceptions.isUnavailable(new IllegalStateException("not of a database")));
  }

  @Test
  void unsupportedFeatureIsADefect() {
    assertEquals(
        false,
        ScoreStoreExceptions.isUnavailable(
            new SQLException("ERROR: could not create distributed plan", "0A000")));
  }

  /** The server's messages may be in any language. */
  @Test
  void changedTableIsUnavailable() {
    assertEquals(
        true,
        ScoreStoreExceptions.isUnavailable(
            new PSQLException(
                new ServerErrorMessage(
                    "SFEHLER\0C0A000\0Mgespeicherter Plan\0RRevalidateCachedQuery\0"))));
  }

  /** Only one of its tables is distributed. */
  @Test
  void joinThatCitusCannotPlanIsUnavailable() {
    for (String routine :
        List.of("DeferErrorIfQueryNotSupported", "DeferredErrorIfUnsupportedRecurringTuplesJoin")) {
      assertEquals(
          true,
          ScoreStoreExceptions.isUnavailable(
              new PSQLException(
                  new ServerErrorMessage("SERROR\0C0A000\0Mjoin\0R" + routine + "\0"))));
    }
  }

  private static ScoreDraft draft() {
    return new ScoreDraft(new ExerciseId(1), true);
  }

  private static ScoresTestDatabase unreachable() throws IOException {
    return ScoresTestDatabase.unmigrated(
        URI.create("postgres://nobody:nothing@127.0.0.1:" + closedPort() + "/none"),
        Map.of(
            "datasources.default.initialization-fail-timeout", -1,
            "datasources.default.connection-timeout", 250));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
