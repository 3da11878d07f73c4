package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.devservices.DevPostgres;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ScoresUnavailable;
import dev.scores.domain.WebhookTargets;
import dev.scores.domain.WebhookTargets.Progress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcWebhookTargetsTest {

  private static final ScoresTestDatabase DATABASE = ScoresTestDatabase.fresh();
  private static final Duration LONG = Duration.ofHours(1);
  private static final Progress START = new Progress(new ChangeCursor(3, 1), Optional.empty());

  private final WebhookTargets targets = DATABASE.context().getBean(JdbcWebhookTargets.class);
  private final UUID first = UUID.randomUUID();
  private final UUID second = UUID.randomUUID();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void addTarget() {
    DATABASE.execute("truncate webhook_targets");
    targets.add("lms", START.delivered());
  }

  @Test
  void targetIsAddedOnce() {
    targets.add("lms", new ChangeCursor(9, 9));
    assertEquals(Optional.of(START), targets.lease("lms", first, LONG));
  }

  @Test
  void unknownTargetHasNoLease() {
    assertEquals(Optional.empty(), targets.lease("other", first, LONG));
  }

  @Test
  void oneInstanceHasTheLease() {
    assertEquals(Optional.of(START), targets.lease("lms", first, LONG));
    assertEquals(Optional.empty(), targets.lease("lms", second, LONG));
    assertEquals(Optional.of(START), targets.lease("lms", first, LONG));
  }

  @Test
  void anotherInstanceGetsAnExpiredLease() {
    targets.lease("lms", first, LONG);
    expire();
    assertEquals(Optional.of(START), targets.lease("lms", second, LONG));
    assertEquals(Optional.empty(), targets.lease("lms", first, LONG));
  }

  @Test
  void renewalExtendsTheLease() {
    targets.lease("lms", first, LONG);
    expire();
    targets.lease("lms", first, LONG);
    assertEquals(Optional.empty(), targets.lease("lms", second, LONG));
  }

  @Test
  void anotherInstanceGetsAReleasedLease() {
    targets.lease("lms", first, LONG);
    targets.release("lms", second);
    assertEquals(Optional.empty(), targets.lease("lms", second, LONG));
    targets.release("lms", first);
    assertEquals(Optional.of(START), targets.lease("lms", second, LONG));
  }

  @Test
  void progressIsKept() {
    targets.lease("lms", first, LONG);
    Progress failing =
        new Progress(
            new ChangeCursor(4, 2), Optional.of(Instant.parse("2026-11-30T12:00:00.123456Z")));
    assertTrue(targets.save("lms", first, failing));
    assertEquals(Optional.of(failing), targets.lease("lms", first, LONG));
    Progress well = new Progress(new ChangeCursor(5, 3), Optional.empty());
    assertTrue(targets.save("lms", first, well));
    targets.release("lms", first);
    assertEquals(Optional.of(well), targets.lease("lms", second, LONG));
  }

  @Test
  void instanceThatLostItsLeaseSavesNothing() {
    Progress late = new Progress(new ChangeCursor(4, 2), Optional.empty());
    targets.lease("lms", first, LONG);
    expire();
    targets.lease("lms", second, LONG);
    assertFalse(targets.save("lms", first, late));
    targets.release("lms", first);
    assertEquals(Optional.of(START), targets.lease("lms", second, LONG));
  }

  @Test
  void expiredLeaseStillSavesUntilItIsTaken() {
    Progress late = new Progress(new ChangeCursor(4, 2), Optional.empty());
    targets.lease("lms", first, LONG);
    expire();
    assertTrue(targets.save("lms", first, late));
    assertEquals(Optional.of(late), targets.lease("lms", second, LONG));
  }

  @Test
  void missingTableIsUnavailable() {
    URI address = URI.create(DevPostgres.forTests().freshDatabase());
    try (ScoresTestDatabase unmigrated = ScoresTestDatabase.unmigrated(address, Map.of())) {
      WebhookTargets none = unmigrated.context().getBean(JdbcWebhookTargets.class);
      assertThrows(ScoresUnavailable.class, () -> none.lease("lms", first, LONG));
    }
  }

  private static void expire() {
    DATABASE.execute(
        "update webhook_targets set leased_until = clock_timestamp() - interval '1 s'");
  }
}
