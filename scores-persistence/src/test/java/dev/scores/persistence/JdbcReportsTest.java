package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.domain.Changes;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Reports;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.Scores;
import dev.scores.domain.UserId;
import dev.scores.domain.testkit.ReportsContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JdbcReportsTest {

  private static final UserId ANN = new UserId(1);

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
  class Rules extends ReportsContract {
    @Override
    protected Scores emptyStore() {
      return database.emptyScores();
    }

    @Override
    protected Reports reports() {
      return database.reports();
    }

    @Override
    protected Optional<Changes> changes() {
      return Optional.of(database.changes());
    }
  }

  /** Another session holds the lock of those who fold. */
  @Test
  void reportsAreThoseOfBeforeIfEventsCannotBeFolded() throws SQLException {
    try (ScoresTestDatabase fresh = ScoresTestDatabase.fresh();
        Connection holder = fresh.connect();
        Statement hold = holder.createStatement()) {
      upsert(fresh, 1);
      assertEquals(1, fresh.reports().ofAll().attempted());
      hold.execute("select pg_advisory_lock(hashtext('report_totals'))");
      upsert(fresh, 2);
      assertEquals(1, fresh.reports().ofAll().attempted());
      assertEquals(1, fresh.reports().standing(ANN).orElseThrow().correct());
      assertEquals(1, fresh.boards().first(1).rows().getFirst().scores().size());
      assertEquals(2, fresh.reports().of(ANN).attempted());
      hold.execute("select pg_advisory_unlock(hashtext('report_totals'))");
      assertEquals(2, fresh.reports().ofAll().attempted());
      assertEquals(2, fresh.boards().first(1).rows().getFirst().scores().size());
    }
  }

  @Test
  void boardShowsARemovedScoreUntilTheRemovalIsFolded() throws SQLException {
    try (ScoresTestDatabase fresh = ScoresTestDatabase.fresh();
        Connection holder = fresh.connect();
        Statement hold = holder.createStatement()) {
      upsert(fresh, 1);
      upsert(fresh, 2);
      while (fresh.reports().ofAll().attempted() < 2) {
        Thread.onSpinWait();
      }
      List<Score> before = fresh.boards().first(1).rows().getFirst().scores();
      hold.execute("select pg_advisory_lock(hashtext('report_totals'))");
      fresh.scores().remove(ANN, before.getFirst().id(), new ExpectedVersion.Any(), Instant.now());
      upsert(fresh, 2);
      upsert(fresh, 3);
      assertEquals(before, fresh.boards().first(1).rows().getFirst().scores());
    }
  }

  private static void upsert(ScoresTestDatabase on, int exercise) {
    on.scores().upsert(ANN, new ScoreDraft(new ExerciseId(exercise), true), Instant.now());
  }
}
