package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.RepeatableRequests.Execution;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatableRequestsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final IdempotencyKey KEY = new IdempotencyKey("user 1", "k");

  private final InMemoryScores scores = new InMemoryScores();
  private final InMemoryRepeatableRequests requests = new InMemoryRepeatableRequests(scores);

  @ParameterizedTest
  @ValueSource(strings = {"k", "8e03978e-40d5-43e8-bc93-6894a57f9324", "\"a key\"", " ~"})
  void keyIsPrintableAscii(String value) {
    assertEquals(value, new IdempotencyKey("user 1", value).value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u001f", "\u007f", "caf\u00e9", "a\nb"})
  void keyWithOtherCharactersIsRejected(String value) {
    String why =
        assertThrows(IllegalArgumentException.class, () -> new IdempotencyKey("user 1", value))
            .getMessage();
    assertEquals("an idempotency key has 1 to 255 printable characters", why);
  }

  @Test
  void keyHasAtMost255Characters() {
    assertEquals(255, new IdempotencyKey("user 1", "k".repeat(255)).value().length());
    String longer = "k".repeat(256);
    assertThrows(IllegalArgumentException.class, () -> new IdempotencyKey("user 1", longer));
  }

  @Test
  void requestIsExecutedOnceADay() {
    Function<Scores, String> solve =
        store -> {
          ScoreDraft solved = new ScoreDraft(new ExerciseId(7), true);
          return "version " + store.upsert(new UserId(1), solved, NOON).score().version();
        };
    assertEquals(new Execution.Replied("version 1"), requests.once(KEY, "f", NOON, solve));
    assertEquals(new Execution.Replied("version 1"), requests.once(KEY, "f", NOON, solve));
    assertEquals(new Execution.KeyReused(), requests.once(KEY, "g", NOON, solve));
    Instant nextDay = NOON.plus(RepeatableRequests.KEPT);
    assertEquals(new Execution.Replied("version 2"), requests.once(KEY, "g", nextDay, solve));
    requests.clear();
    assertEquals(new Execution.Replied("version 3"), requests.once(KEY, "f", nextDay, solve));
  }
}
