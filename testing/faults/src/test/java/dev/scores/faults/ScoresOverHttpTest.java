package dev.scores.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.scores.faults.linearizability.CallResult;
import dev.scores.faults.linearizability.Key;
import dev.scores.faults.linearizability.Seen;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoresOverHttpTest {

  private static final Key KEY = new Key(1, 85);
  private static final Seen SEEN =
      new Seen(
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
  void aSuccessShowsTheScoreAndItsVersion() {
    assertEquals(
        new CallResult.Added(SEEN), read(201, "\"message\":\"New score was added!\"," + DATA));
    assertEquals(
        new CallResult.Updated(SEEN), read(200, "\"message\":\"Score was updated!\"," + DATA));
    assertEquals(new CallResult.Found(SEEN), read(200, DATA));
  }

  @ParameterizedTest
  @CsvSource({
    "400,Sorry. That score already exists. Please update with a PUT request.,AlreadyExists",
    "400,Sorry. That score does not exist.,NoSuchScore",
    "404,Score does not exist,NotFound",
    "412,The score has changed.,VersionMismatch",
    "503,Authentication is unavailable. Please try again.,Unknown",
    "500,Score does not exist,Wrong",
    "201,Score was updated!,Wrong"
  })
  void aRefusalIsToldByStatusAndMessage(int status, String message, String answer) {
    CallResult read = read(status, "\"message\":\"" + message + "\"");
    assertEquals(answer, read.getClass().getSimpleName());
  }

  @Test
  void whatIsNoScoreOfTheKeyWithAVersionIsWrong() {
    String body = "{" + DATA + "}";
    assertWrong(new Key(2, 85), "\"3\"", body);
    assertWrong(new Key(1, 86), "\"3\"", body);
    assertWrong(KEY, "", body);
    assertWrong(KEY, "W/\"3\"", body);
    assertWrong(KEY, "\"3\"", body.replace("T20", "T99"));
    assertWrong(KEY, "\"3\"", "<html>");
  }

  private static void assertWrong(Key key, String entityTag, String body) {
    assertInstanceOf(CallResult.Wrong.class, ScoresOverHttp.read(key, 200, entityTag, body));
  }

  private static CallResult read(int status, String members) {
    return ScoresOverHttp.read(KEY, status, "\"3\"", "{\"status\":\"success\"," + members + "}");
  }
}
