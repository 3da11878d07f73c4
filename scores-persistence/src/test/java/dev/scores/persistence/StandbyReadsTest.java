package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.devservices.DevPostgres;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.Changes;
import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.ScoresUnavailable;
import dev.scores.domain.Selection;
import dev.scores.domain.StaleReads;
import dev.scores.domain.StaleReads.SeenWrite;
import dev.scores.domain.Statistics;
import dev.scores.domain.UserId;
import dev.scores.persistence.PrimaryProgress.Position;
import dev.scores.persistence.StandbyState.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads that a standby may answer, on a primary and a standby whose replay is paused. */
@NotOnCitus
class StandbyReadsTest {

  private static final AtomicInteger USERS = new AtomicInteger();
  private static final Instant AT = Instant.EPOCH;

  @TempDir private static Path directory;
  private static StreamingPair servers;

  /** A new user for each test. */
  private final UserId user = new UserId(USERS.incrementAndGet());

  /** The fallbacks of each reason that are not counted. */
  private final Map<String, Long> before = new HashMap<>();

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @BeforeAll
  static void start() throws IOException {
    servers = StreamingPair.start(directory);
    servers.onPrimary(Map.of()).close();
    servers.awaitReplay();
  }

  @AfterAll
  static void stop() throws IOException {
    servers.close();
  }

  /** The adapters with a standby that may be that old. */
  private ScoresTestDatabase open(String maxLag) {
    return open(maxLag, Map.of());
  }

  private ScoresTestDatabase open(String maxLag, Map<String, Object> more) {
    return open(maxLag, servers.standbyAddress(), "postgres", more);
  }

  private ScoresTestDatabase open(
      String maxLag, URI standby, String name, Map<String, Object> more) {
    Map<String, Object> properties =
        new HashMap<>(
            Map.of(
                "datasources.standby.url",
                "jdbc:postgresql://127.0.0.1:%d/%s?connectTimeout=1&socketTimeout=1"
                    .formatted(standby.getPort(), name),
                "datasources.standby.username",
                "postgres",
                "datasources.standby.password",
                "postgres",
                "datasources.standby.driver-class-name",
                "org.postgresql.Driver",
                "datasources.standby.initialization-fail-timeout",
                -1,
                "standby.max-lag",
                maxLag,
                "standby.pool-size",
                1));
    properties.putAll(more);
    ScoresTestDatabase database = servers.onPrimary(properties);
    database.context().registerSingleton(MeterRegistry.class, metrics);
    return database;
  }

  @Test
  void permittedReadShowsTheStateOfTheStandby() {
    try (ScoresTestDatabase database = open("1m")) {
      awaitStandby(database);
      servers.pauseReplay();
      write(database, 1);
      assertEquals(List.of(), StaleReads.allow(() -> list(database)));
      assertEquals(1, list(database).size());
      assertEquals(1, StaleReads.forbid(() -> list(database)).size());
      assertEquals(0, fallbacks());
    } finally {
      servers.resumeReplay();
    }
  }

  @Test
  void readAfterAWriteShowsIt() {
    try (ScoresTestDatabase database = open("1m")) {
      awaitStandby(database);
      servers.pauseReplay();
      Score score = write(database, 1);
      assertEquals(List.of(score), listAfter(database, score));
      assertEquals(1, fallbacks("own_write"));
      servers.resumeReplay();
      servers.awaitReplay();
      assertEquals(List.of(score), listAfter(database, score));
      assertEquals(1, fallbacks());
      servers.pauseReplay();
      Score updated = write(database, 1);
      assertEquals(List.of(updated), listAfter(database, updated));
      assertEquals(2, fallbacks("own_write"));
    } finally {
      servers.resumeReplay();
    }
  }

  /** The standby has the write, but folds no events. */
  @Test
  void reportAfterAWriteCountsIt() {
    try (ScoresTestDatabase database = open("1m")) {
      awaitStandby(database);
      Score score = write(database, 1000 + user.value());
      servers.awaitReplay();
      SeenWrite seen = new SeenWrite(score.id(), score.version());
      Statistics statistics =
          StaleReads.allowAfter(seen, () -> database.reports().of(score.exercise()));
      assertEquals(1, statistics.attempted());
    }
  }

  @Test
  void writeToAScoreThatWasRemovedIsThere() {
    try (ScoresTestDatabase database = open("1m")) {
      awaitStandby(database);
      Score score = write(database, 1);
      database.scores().remove(user, score.id(), new ExpectedVersion.Any(), AT);
      servers.awaitReplay();
      assertEquals(List.of(), listAfter(database, score));
      assertEquals(0, fallbacks());
    }
  }

  @Test
  void laggingStandbyIsNotUsedUntilItHasCaughtUp() {
    try (ScoresTestDatabase database = open("100ms")) {
      awaitStandby(database);
      servers.pauseReplay();
      Score score = write(database, 1);
      while (fallbacks("lagging") == 0) {
        StaleReads.allow(() -> list(database));
      }
      assertEquals(List.of(score), StaleReads.allow(() -> list(database)));
      servers.resumeReplay();
      awaitStandby(database);
    } finally {
      servers.resumeReplay();
    }
  }

  @Test
  void canceledQueryIsAnsweredByThePrimary() {
    try (ScoresTestDatabase database =
        open(
            "1m",
            Map.of("datasources.standby.connection-init-sql", "set statement_timeout = '200ms'"))) {
      awaitStandby(database);
      ReadQuery query = database.context().getBean(ReadQuery.class);
      assertEquals(
          List.of(1L),
          StaleReads.allow(
              () ->
                  query.rows(
                      "select ? from pg_sleep(case when pg_is_in_recovery() then 60 else 0 end)",
                      row -> row.getLong(1),
                      1L)));
      assertEquals(1, fallbacks("canceled"));
      assertEquals(1, fallbacks());
    }
  }

  @Test
  void failedQueryIsAnsweredByThePrimary() {
    try (ScoresTestDatabase database = open("1m")) {
      awaitStandby(database);
      ReadQuery query = database.context().getBean(ReadQuery.class);
      assertEquals(
          List.of(1L),
          StaleReads.allow(
              () ->
                  query.rows(
                      "select 1 / case when pg_is_in_recovery() then 0 else 1 end",
                      row -> row.getLong(1))));
      assertEquals(1, fallbacks("failed"));
      assertEquals(List.of(), StaleReads.allow(() -> list(database)));
      assertEquals(1, fallbacks());
    }
  }

  /** The pool closes the connection after such a failure. */
  @Test
  void unsupportedFeatureDoesNotCloseTheStandby() {
    try (ScoresTestDatabase database = open("1m")) {
      database.execute(
          "create or replace function primary_only() returns bigint language plpgsql as $$ begin"
              + " if pg_is_in_recovery() then raise feature_not_supported; end if;"
              + " return 1; end $$");
      awaitStandby(database);
      ReadQuery query = database.context().getBean(ReadQuery.class);
      assertEquals(
          List.of(1L),
          StaleReads.allow(() -> query.rows("select primary_only()", row -> row.getLong(1))));
      assertEquals(1, fallbacks("failed"));
      assertEquals(List.of(true), StaleReads.allow(() -> whereReadsAreAnswered(database)));
      assertEquals(1, fallbacks());
    }
  }

  @Test
  void readThatFindsNoFreeConnectionIsAnsweredByThePrimary() {
    try (ScoresTestDatabase database = open("1m")) {
      awaitStandby(database);
      ReadQuery query = database.context().getBean(ReadQuery.class);
      String where = "select pg_is_in_recovery()";
      // The second read runs while the first holds the connection.
      assertEquals(
          List.of(List.of(false)),
          StaleReads.allow(
              () -> query.rows(where, outer -> query.rows(where, row -> row.getBoolean(1)))));
      assertEquals(1, fallbacks("busy"));
      assertEquals(
          List.of(true), StaleReads.allow(() -> query.rows(where, row -> row.getBoolean(1))));
      assertEquals(1, fallbacks());
    }
  }

  @Test
  void hungStandbyIsNotUsed() throws IOException, InterruptedException {
    try (ScoresTestDatabase database =
        open("1m", Map.of("datasources.standby.connection-timeout", 250))) {
      awaitStandby(database);
      Score score = write(database, 1);
      servers.awaitReplay();
      assertEquals(List.of(score), StaleReads.allow(() -> list(database)));
      servers.freezeStandby();
      assertEquals(List.of(score), StaleReads.allow(() -> list(database)));
      assertEquals(List.of(score), StaleReads.allow(() -> list(database)));
      assertEquals(2, fallbacks("unavailable"));
    } finally {
      servers.thawStandby();
    }
  }

  @Test
  void serverOfAnotherClusterIsNotUsed() {
    URI other = URI.create(DevPostgres.forTests().freshDatabase());
    assertNotUsed(other, other.getPath().substring(1), "it has another database, ");
  }

  @Test
  void otherDatabaseOfTheStandbyIsNotUsed() {
    assertNotUsed(servers.standbyAddress(), "template1", "it has another database, ");
  }

  private void assertNotUsed(URI standby, String name, String reason) {
    try (ClassLog log = new ClassLog(StandbyState.class);
        ScoresTestDatabase database = open("1m", standby, name, Map.of())) {
      awaitFirstLook(database);
      Score score = write(database, 1);
      do {
        assertEquals(List.of(score), StaleReads.allow(() -> list(database)));
      } while (fallbacks("wrong_server") == 0);
      List<String> lines = log.lines();
      String line = "the standby is not used: " + reason;
      assertTrue(lines.stream().anyMatch(logged -> logged.startsWith(line)), lines.toString());
    }
  }

  @Test
  void standbyIsNoPrimary() {
    URI standby = servers.standbyAddress();
    PrimaryAddress address =
        new PrimaryAddress(
            "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(standby.getPort()),
            "postgres",
            "postgres",
            null);
    try (PrimaryConnection primary = new PrimaryConnection(address)) {
      SQLException fault =
          assertThrows(
              SQLException.class, () -> primary.row(PrimaryProgress.POSITION, Position::ofPrimary));
      assertEquals("DATABASE_URL leads to a standby", fault.getMessage());
    }
  }

  @Test
  void lagIsKnownAndEnds() {
    try (ScoresTestDatabase database = open("1m")) {
      database.context().getBean(StandbyMetrics.class).bindTo(metrics);
      awaitStandby(database);
      servers.pauseReplay();
      write(database, 1);
      while (!(lag() > 0)) {
        Thread.onSpinWait();
      }
      servers.resumeReplay();
      while (lag() != 0) {
        Thread.onSpinWait();
      }
    } finally {
      servers.resumeReplay();
    }
  }

  private double lag() {
    return metrics.get("database.read.lag").gauge().value();
  }

  @Test
  void streamBeginsAtTheEndAndAReplicaBeforeIt() {
    try (ScoresTestDatabase database = open("100ms")) {
      awaitFirstLook(database);
      write(database, 1);
      ChangeCursor end = follow(database.changes());
      assertEquals(end, database.changes().latest());
      ChangeCursor settled = StaleReads.allow(() -> database.changes().latest());
      assertTrue(settled.compareTo(end) <= 0);
      while (!StaleReads.allow(() -> database.changes().latest()).equals(end)) {
        Thread.onSpinWait();
      }
    }
    try (ScoresTestDatabase database = open("1m")) {
      awaitFirstLook(database);
      assertThrows(
          ScoresUnavailable.class, () -> StaleReads.allow(() -> database.changes().latest()));
    }
  }

  @Test
  void cursorAheadOfTheStandbyIsGood() {
    try (ScoresTestDatabase database = open("1m")) {
      awaitStandby(database);
      servers.pauseReplay();
      write(database, 1);
      ChangeCursor end = follow(database.changes());
      assertEquals(new Changed(List.of(), end), since(database, end));
      assertInstanceOf(
          CursorAhead.class, since(database, new ChangeCursor(Long.MAX_VALUE, Long.MAX_VALUE)));
    } finally {
      servers.resumeReplay();
    }
  }

  private static Object since(ScoresTestDatabase database, ChangeCursor cursor) {
    return StaleReads.allow(() -> database.changes().since(cursor, 10));
  }

  /** Reads the feed of the primary to the event of the user. */
  private ChangeCursor follow(Changes changes) {
    ChangeCursor cursor = ChangeCursor.start();
    while (true) {
      Changed page = (Changed) changes.since(cursor, 10);
      for (ScoreEvent event : page.events()) {
        if (event.score().user().equals(user)) {
          return event.cursor();
        }
      }
      cursor = page.next();
    }
  }

  private static void awaitFirstLook(ScoresTestDatabase database) {
    PrimaryProgress progress = database.context().getBean(PrimaryProgress.class);
    while (progress.requirement().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  /** Returns once the standby has answered a read; fallbacks are counted from then on. */
  private void awaitStandby(ScoresTestDatabase database) {
    servers.awaitReplay();
    while (!StaleReads.allow(() -> whereReadsAreAnswered(database)).equals(List.of(true))) {
      Thread.onSpinWait();
    }
    reasons().forEach(reason -> before.merge(reason, fallbacks(reason), Long::sum));
  }

  /** Whether the server that answers is in recovery. */
  private static List<Boolean> whereReadsAreAnswered(ScoresTestDatabase database) {
    ReadQuery query = database.context().getBean(ReadQuery.class);
    return query.rows("select pg_is_in_recovery()", row -> row.getBoolean(1));
  }

  private Score write(ScoresTestDatabase database, int exercise) {
    ScoreDraft draft = new ScoreDraft(new ExerciseId(exercise), true);
    return database.scores().upsert(user, draft, AT).score();
  }

  private List<Score> list(ScoresTestDatabase database) {
    return database.coalesced().page(Selection.all().ofUser(user), Cursor.start(), 10);
  }

  private List<Score> listAfter(ScoresTestDatabase database, Score seen) {
    return StaleReads.allowAfter(new SeenWrite(seen.id(), seen.version()), () -> list(database));
  }

  private long fallbacks() {
    return reasons().mapToLong(this::fallbacks).sum();
  }

  private static Stream<String> reasons() {
    return Stream.of(Reason.values()).map(reason -> reason.name().toLowerCase(Locale.ROOT));
  }

  private long fallbacks(String reason) {
    Counter all = metrics.get("database.read.fallbacks").tag("reason", reason).counter();
    return (long) all.count() - before.getOrDefault(reason, 0L);
  }
}
