package dev.scores.users.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.domain.AttemptCounts;
import dev.scores.users.domain.AttemptCounts.Bucket;
import dev.scores.users.domain.AttemptCountsContract;
import dev.scores.users.domain.UsersUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbcAttemptCountsTest extends AttemptCountsContract {

  private static UserRowsFixture database;

  @BeforeAll
  static void open() {
    database = UserRowsFixture.fresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  protected AttemptCounts fullBuckets() {
    execute("truncate attempts");
    return database.attemptCounts();
  }

  @Override
  protected void pass(Duration time) {
    execute("update attempts set full_at = full_at - interval '%d s'".formatted(time.toSeconds()));
  }

  private static void execute(String sql) {
    try {
      database.execute(sql);
    } catch (SQLException fault) {
      throw new IllegalStateException(fault);
    }
  }

  @Test
  void clockThatIsSetBackDoesNotLockOut() {
    AttemptCounts counts = fullBuckets();
    List<Bucket> ada = List.of(Bucket.of("ada", 2));
    counts.spend(ada);
    pass(Duration.ofHours(-1));
    assertEquals(Map.of(), counts.exhausted(ada));
    Map<Bucket, Duration> waits = counts.spend(ada);
    assertEquals(Set.copyOf(ada), waits.keySet());
    waits.values().forEach(wait -> assertTrue(wait.toSeconds() <= 30, wait.toString()));
    assertEquals(waits.keySet(), counts.exhausted(ada).keySet());
    pass(Duration.ofSeconds(30));
    assertEquals(Map.of(), counts.spend(ada));
  }

  @Test
  void attemptDeletesFullBuckets() throws SQLException {
    AttemptCounts counts = fullBuckets();
    execute(
        "insert into attempts select sha256(n::text::bytea), now() - interval '1 s'"
            + " from generate_series(1, 150) n");
    counts.spend(List.of(Bucket.of("ada", 1)));
    assertEquals("51", database.value("select count(*) from attempts"));
    counts.spend(List.of(Bucket.of("bob", 1)));
    assertEquals("2", database.value("select count(*) from attempts"));
  }

  @Test
  void missingTableAndDatabaseAreUnavailable() throws SQLException {
    List<Bucket> buckets = List.of(Bucket.of("ada", 1));
    try (UserRowsFixture dropped = UserRowsFixture.fresh()) {
      dropped.execute("drop table attempts");
      AttemptCounts counts = dropped.attemptCounts();
      assertThrows(UsersUnavailable.class, () -> counts.spend(buckets));
      assertThrows(UsersUnavailable.class, () -> counts.exhausted(buckets));
    }
    try (UserRowsFixture nowhere = UserRowsFixture.nowhere()) {
      AttemptCounts counts = nowhere.attemptCounts();
      assertThrows(UsersUnavailable.class, () -> counts.spend(buckets));
    }
  }
}
