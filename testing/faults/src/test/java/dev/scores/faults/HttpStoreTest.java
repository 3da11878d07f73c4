package dev.scores.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.scores.faults.linearizability.CallResult;
import dev.scores.faults.linearizability.ObservedScore;
import dev.scores.faults.linearizability.ScoreKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpStoreTest {

  private static final ScoreKey KEY = new ScoreKey(1, 85);
  private static final ObservedScore OBSERVED =
      new ObservedScore(
          4,
          true,
          Instant.parse("2026-11-20T20:25:31.105132Z"),
          Instant.parse("2026-11-20T20:25:32.105132Z"),
          3);
  private static final String DATA =
      "\"data\":{\"id\":4,\"user_id\":1,\"exercise_id\":85,\"correct\":true,"
          + "\"created_at\":\"2026-11-20T20:25:31.105132Z\","
          + "\"updated_at\":\"2026-11-20T20:25:32.105132Z\"}";

  @Test
  void successContainsScoreAndVersion() {
    assertEquals(
        new CallResult.Added(OBSERVED), read(201, "\"message\":\"New score was added!\"," + DATA));
    assertEquals(
        new CallResult.Updated(OBSERVED), read(200, "\"message\":\"Score was updated!\"," + DATA));
    assertEquals(new CallResult.Found(OBSERVED), read(200, DATA));
  }

  @ParameterizedTest
  @CsvSource({
    "400,Sorry. That score already exists. Please update with a PUT request.,AlreadyExists",
    "400,Sorry. That score does not exist.,NoSuchScore",
    "404,Score does not exist,NotFound",
    "412,The score has changed.,VersionMismatch",
    "503,Authentication is unavailable. Please try again.,Unknown",
    "500,Score does not exist,Unexpected",
    "201,Score was updated!,Unexpected"
  })
  void statusAndMessageGiveTheResult(int status, String message, String expected) {
    CallResult read = read(status, "\"message\":\"" + message + "\"");
    assertEquals(expected, read.getClass().getSimpleName());
  }

  @Test
  void otherScoreOrMissingVersionIsUnexpected() {
    String body = "{" + DATA + "}";
    assertUnexpected(new ScoreKey(2, 85), "\"4-3\"", body);
    assertUnexpected(new ScoreKey(1, 86), "\"4-3\"", body);
    assertUnexpected(KEY, "", body);
    assertUnexpected(KEY, "\"5-3\"", body);
    assertUnexpected(KEY, "W/\"4-3\"", body);
    assertUnexpected(KEY, "\"4-3\"", body.replace("T20", "T99"));
    assertUnexpected(KEY, "\"4-3\"", "<html>");
  }

  private static void assertUnexpected(ScoreKey key, String entityTag, String body) {
    assertInstanceOf(CallResult.Unexpected.class, HttpStore.read(key, 200, entityTag, body));
  }

  private static CallResult read(int status, String members) {
    return HttpStore.read(KEY, status, "\"4-3\"", "{\"status\":\"success\"," + members + "}");
  }
}
