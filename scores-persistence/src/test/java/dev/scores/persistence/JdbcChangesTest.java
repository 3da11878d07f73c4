package dev.scores.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorExpired;
import dev.scores.domain.Changes;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Scores;
import dev.scores.domain.UserId;
import dev.scores.domain.WebhookTargets;
import dev.scores.domain.WebhookTargets.Progress;
import dev.scores.domain.testkit.ChangesContract;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcChangesTest extends ChangesContract {

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
    return database.emptyScores();
  }

  @Override
  protected Changes changes() {
    return database.changes();
  }

  @Override
  protected boolean dropEvents() {
    database.dropEvents();
    return true;
  }

  /** A failover may give the id of a transaction without a trace to another one. */
  @Test
  void latestIsThePlaceOfAnEvent() {
    Scores scores = database.emptyScores();
    ChangeCursor start = database.changes().latest();
    scores.upsert(new UserId(1), new ScoreDraft(new ExerciseId(1), true), Instant.EPOCH);
    List<ScoreEvent> events = List.of();
    while (events.isEmpty()) { // Another transaction of the server may delay it.
      events = ((Changed) database.changes().since(start, 10)).events();
    }
    database.execute("begin; select pg_current_xact_id(); rollback");
    assertEquals(events.getLast().cursor(), database.changes().latest());
  }

  /** A transaction gets its id before it waits for a row, so ids alone have another order. */
  @ParameterizedTest
  @NotOnCitus
  @ValueSource(booleans = {true, false})
  void writersOfAScoreAreInTheOrderOfTheirLocks(boolean isThisRelease) throws SQLException {
    Scores scores = database.emptyScores();
    UserId user = new UserId(1);
    ScoreDraft draft = new ScoreDraft(new ExerciseId(1), true);
    try (Connection early = database.connect();
        Statement statement = early.createStatement()) {
      early.setAutoCommit(false);
      statement.execute("select pg_current_xact_id()");
      scores.add(user, draft, Instant.EPOCH);
      scores.upsert(user, draft, Instant.EPOCH);
      if (isThisRelease) {
        upsert(early, user, draft);
      } else {
        statement.execute("update scores set correct = false");
      }
      early.commit();
    }
    List<ScoreEvent> events = List.of();
    while (events.size() < 3) { // Another transaction of the server may delay them.
      events = ((Changed) database.changes().since(ChangeCursor.start(), 10)).events();
    }
    assertEquals(
        List.of(1L, 2L, 3L), events.stream().map(event -> event.score().attempts()).toList());
  }

  /** The lost events of the old log may have had the same transaction ids. */
  @Test
  @NotOnCitus
  void cursorsOfALogBeforeARestoreAreExpired() throws IOException {
    Scores scores = database.emptyScores();
    Changes changes = database.changes();
    ChangeCursor before = changes.latest();
    scores.upsert(new UserId(1), new ScoreDraft(new ExerciseId(1), true), Instant.EPOCH);
    database.execute(
        "insert into webhook_targets (name, position, sequence) values ('restored', %d, %d)"
            .formatted(before.position(), before.sequence()));

    afterRestore();

    assertEquals(new CursorExpired(), changes.since(before, 10));
    ChangeCursor latest = changes.latest();
    assertEquals(new Changed(List.of(), latest), changes.since(latest, 10));
    ScoreEvent kept = events(changes, ChangeCursor.start()).getFirst();
    assertEquals(new Changed(List.of(), kept.cursor()), changes.since(kept.cursor(), 10));
    Progress target =
        database
            .context()
            .getBean(WebhookTargets.class)
            .lease("restored", UUID.randomUUID(), Duration.ofSeconds(1))
            .orElseThrow();
    assertEquals(List.of(kept), events(changes, target.delivered()));

    scores.upsert(new UserId(2), new ScoreDraft(new ExerciseId(1), true), Instant.EPOCH);
    ScoreEvent added = events(changes, kept.cursor()).getFirst();
    assertTrue(added.sequence() > kept.sequence() + 1_000_000_000, added.toString());
    assertTrue(
        added.score().id().value() > kept.score().id().value() + 1_000_000_000, added.toString());
  }

  /** Transaction ids of another server may be in the future of this one. */
  @Test
  @NotOnCitus
  void eventsOfADumpAreInTheFeed() throws IOException {
    Scores scores = database.emptyScores();
    UserId user = new UserId(1);
    ScoreDraft draft = new ScoreDraft(new ExerciseId(1), true);
    scores.upsert(user, draft, Instant.EPOCH);
    database.execute(
        """
        alter table scores disable trigger user;
        update scores set changed_in = '1000000000000';
        alter table scores enable trigger user;
        update score_events set transaction = '1000000000000'
        """);

    afterRestore();

    ScoreEvent dumped = events(database.changes(), ChangeCursor.start()).getFirst();
    assertEquals(1, dumped.score().attempts());
    scores.upsert(user, draft, Instant.EPOCH);
    assertEquals(2, events(database.changes(), dumped.cursor()).getFirst().score().attempts());
  }

  private static void afterRestore() throws IOException {
    try (InputStream script = JdbcChanges.class.getResourceAsStream("/db/after-restore.sql")) {
      database.execute(new String(script.readAllBytes(), UTF_8));
    }
  }

  /** Waits for at least one: another transaction of the server may delay them. */
  private static List<ScoreEvent> events(Changes changes, ChangeCursor after) {
    List<ScoreEvent> events = List.of();
    while (events.isEmpty()) {
      events = ((Changed) changes.since(after, 10)).events();
    }
    return events;
  }

  private static void upsert(Connection connection, UserId user, ScoreDraft draft)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(BulkScoreStatements.upsert(ScorePolicy.LATEST))) {
      statement.setObject(1, new int[] {user.value()});
      statement.setObject(2, new int[] {draft.exercise().value()});
      statement.setObject(3, new boolean[] {draft.correct()});
      statement.setObject(4, new long[] {0});
      statement.execute();
    }
  }
}
