package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.Batch;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.IdempotencyKey;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoresUnavailable;
import dev.scores.domain.UserId;
import dev.scores.domain.WebhookTargets.Progress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service with a role that has the rights in {@code docs/operations.md} and owns nothing. */
@NotOnCitus
class ServiceRoleTest {

  private static final Path DOCUMENT = Path.of("../docs/operations.md");
  private static final Pattern GRANTS = Pattern.compile("(?s)```sql\n(grant .*?)```");

  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00Z");
  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final ScoreDraft LOOPS = new ScoreDraft(new ExerciseId(1), true);
  private static final Duration TERM = Duration.ofSeconds(3);

  private ScoresTestDatabase owner;
  private ScoresTestDatabase service;
  private String role;

  @BeforeEach
  void open() throws Exception {
    owner = ScoresTestDatabase.fresh();
    URI address = owner.address();
    role = "service_of_" + address.getPath().substring(1);
    owner.execute("create role %s login password 'none'".formatted(role));
    service =
        ScoresTestDatabase.unmigrated(
            URI.create(address.toString().replaceFirst("//[^@]+@", "//" + role + ":none@")),
            Map.of());
    assertThrows(ScoresUnavailable.class, () -> service.scores().find(ANN, LOOPS.exercise()));
    Matcher grants = GRANTS.matcher(Files.readString(DOCUMENT));
    assertTrue(grants.find(), "no grants in " + DOCUMENT);
    owner.execute(grants.group(1).replace("…", role));
  }

  @AfterEach
  void close() {
    service.close();
    owner.execute("drop owned by %1$s; drop role %1$s".formatted(role));
    owner.close();
  }

  @Test
  void roleMayExecuteEveryStatement() throws Exception {
    try (Connection connection = service.connect()) {
      for (SqlStatement statement : SqlStatements.all()) {
        assertFalse(QueryPlan.of(statement, connection).lines().isEmpty(), statement.name());
      }
    }
  }

  @Test
  void roleMayWriteAndEraseScoresAndReadReports() {
    Score written = service.ofService().upsert(ANN, LOOPS, NOW).score();
    service.scores().upsert(Batch.of(ANN, List.of(LOOPS)), NOW);
    service.scores().upsert(BOB, LOOPS, NOW);
    service.requests().once(new IdempotencyKey("user 2", "k"), "f", NOW, scores -> "reply");
    service.requests().deleteOld();
    while (service.reports().ofAll().attempted() != 2) {
      Thread.onSpinWait();
    }
    assertEquals(2, service.reports().leaderboard(10).size());
    service.scores().remove(ANN, written.id(), new ExpectedVersion.Any(), NOW);
    service.context().getBean(JdbcPersonalData.class).erase(BOB, NOW);
    assertEquals(Optional.empty(), service.scores().find(BOB, LOOPS.exercise()));
  }

  @Test
  void roleMayFollowRemovalsAndSendWebhooks() {
    UUID instance = UUID.randomUUID();
    JdbcFollowedRemovals removals = service.context().getBean(JdbcFollowedRemovals.class);
    assertTrue(removals.lease(instance, TERM).isPresent());
    removals.add(ANN, NOW);
    removals.add(ANN, NOW);
    removals.withScores(NOW);
    assertTrue(removals.save(instance, "cursor"));
    removals.restart(instance);
    assertEquals(List.of(), removals.since(Instant.EPOCH));
    removals.release(instance);

    JdbcWebhookTargets targets = service.context().getBean(JdbcWebhookTargets.class);
    targets.add("drill", ChangeCursor.start());
    Progress progress = targets.lease("drill", instance, TERM).orElseThrow();
    assertTrue(targets.save("drill", instance, progress));
    targets.release("drill", instance);
  }

  @Test
  void roleMayMaintainTheLogAndCheckTheSchema() {
    ReadQuery query = service.context().getBean(ReadQuery.class);
    query.rows(EventPartitions.CREATE, row -> true);
    String step;
    do {
      step = query.rows(EventPartitions.DROP, row -> row.getString(1), 1.0).getFirst();
    } while (!step.equals("nothing"));
    assertEquals(
        List.of("0"),
        query.rows("select corrected_rows from rebuild_reports()", row -> row.getString(1)));
    query.rows("select version from flyway_schema_history where success", row -> true);
  }
}
