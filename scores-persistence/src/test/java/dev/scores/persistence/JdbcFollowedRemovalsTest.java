package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.FollowedRemovals;
import dev.scores.domain.FollowedRemovals.Position;
import dev.scores.domain.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcFollowedRemovalsTest {

  private static final ScoresTestDatabase DATABASE = ScoresTestDatabase.fresh();
  private static final Duration LONG = Duration.ofHours(1);
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00Z");
  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);

  private final FollowedRemovals followed = DATABASE.context().getBean(JdbcFollowedRemovals.class);
  private final UUID first = UUID.randomUUID();
  private final UUID second = UUID.randomUUID();

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void nothingFollowed() {
    DATABASE.execute(
        "truncate erased_users, scores;"
            + " update followed_removals set cursor = null, leased_by = null, leased_until = null");
  }

  @Test
  void newServiceBeginsAtTheStart() {
    assertEquals(Optional.of(new Position(Optional.empty())), followed.lease(first, LONG));
  }

  @Test
  void savedPositionIsThatOfTheNextInstance() {
    followed.lease(first, LONG);
    assertTrue(followed.save(first, "AAA"));
    followed.release(first);
    assertEquals(Optional.of(new Position(Optional.of("AAA"))), followed.lease(second, LONG));
  }

  @Test
  void oneInstanceHasTheLease() {
    followed.lease(first, LONG);
    assertEquals(Optional.empty(), followed.lease(second, LONG));
    assertTrue(followed.lease(first, LONG).isPresent());
    followed.release(second);
    assertEquals(Optional.empty(), followed.lease(second, LONG));
  }

  @Test
  void anotherInstanceGetsAnExpiredLease() {
    followed.lease(first, LONG);
    DATABASE.execute("update followed_removals set leased_until = now() - interval '1 second'");
    assertTrue(followed.lease(second, LONG).isPresent());
    assertFalse(followed.save(first, "AAA"));
    assertEquals(Optional.of(new Position(Optional.empty())), followed.lease(second, LONG));
  }

  @Test
  void restartForgetsThePositionAndTheUsers() {
    followed.lease(first, LONG);
    followed.save(first, "AAA");
    followed.add(ANN, NOW);
    followed.restart(first);
    assertEquals(Optional.of(new Position(Optional.empty())), followed.lease(first, LONG));
    assertEquals(List.of(), followed.since(NOW.minusSeconds(1)));
  }

  @Test
  void lastErasureOfAUserCounts() {
    assertTrue(followed.add(ANN, NOW));
    assertFalse(followed.add(ANN, NOW.plusSeconds(9)));
    assertFalse(followed.add(ANN, NOW.plusSeconds(5)));
    assertEquals(List.of(ANN), followed.since(NOW.plusSeconds(8)));
    assertEquals(List.of(), followed.since(NOW.plusSeconds(9)));
  }

  @Test
  void usersWithScoresAreFound() {
    followed.add(BOB, NOW);
    followed.add(ANN, NOW);
    assertEquals(List.of(ANN, BOB), followed.since(NOW.minusSeconds(1)));
    DATABASE.execute(
        "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
            + " values (2, 1, true, now(), now()), (3, 1, true, now(), now())");
    assertEquals(List.of(BOB), followed.withScores(NOW.minusSeconds(1)));
    assertEquals(List.of(), followed.withScores(NOW));
  }
}
