package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import java.net.http.HttpRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header {@code Idempotency-Key}: a write is executed once, and its response is repeated. */
class IdempotencyKeysTest {

  private static final String SOLVED = "{\"exercise_id\":1,\"correct\":true}";
  private static final String FAILED = "{\"exercise_id\":1,\"correct\":false}";
  private static final String BATCH = "{\"scores\":[" + SOLVED + "," + FAILED + "]}";
  private static final String REUSED =
      "{\"status\":\"fail\","
          + "\"message\":\"This Idempotency-Key was used with another request.\","
          + "\"code\":\"idempotency_key_reused\"}";

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users);
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  @BeforeEach
  void noScores() {
    service.execute("truncate scores restart identity");
    service.execute("truncate idempotency_keys");
  }

  @Test
  void repeatedPostReturnsTheFirstResponse() {
    Response first = send("POST", "/scores", 7, SOLVED, "k1");
    assertEquals(201, first.status());
    String rows = service.rows();
    Response second = send("POST", "/scores", 7, SOLVED, "k1");
    assertEquals(essence(first), essence(second));
    assertEquals(rows, service.rows());
  }

  @Test
  void firstResponseIsRepeatedThoughTheScoreHasChanged() {
    Response first = send("POST", "/scores", 7, SOLVED, "k1");
    service.write("PATCH", "/scores", 7, FAILED);
    assertEquals(essence(first), essence(send("POST", "/scores", 7, SOLVED, "k1")));
    service.write("DELETE", "/scores/1", 7, "");
    assertEquals(essence(first), essence(send("POST", "/scores", 7, SOLVED, "k1")));
    service.get("/scores/1").is(404, service.get("/scores/99").body());
  }

  @Test
  void rejectionIsRepeatedThoughTheScoreIsGone() {
    service.write("POST", "/scores", 7, SOLVED);
    Response first = send("POST", "/scores", 7, SOLVED, "k1");
    assertEquals(400, first.status());
    assertTrue(first.body().contains("score_already_exists"), first.body());
    service.write("DELETE", "/scores/1", 7, "");
    assertEquals(essence(first), essence(send("POST", "/scores", 7, SOLVED, "k1")));
  }

  @Test
  void repeatedBatchReturnsTheFirstResponse() {
    Response first = send("PATCH", "/scores/batch", 7, BATCH, "k1");
    assertEquals(200, first.status());
    String rows = service.rows();
    assertEquals(essence(first), essence(send("PATCH", "/scores/batch", 7, BATCH, "k1")));
    assertEquals(rows, service.rows());
  }

  @Test
  void keyOfAnotherPayloadOrOperationReturns422() {
    assertEquals(201, send("POST", "/scores", 7, SOLVED, "k1").status());
    String rows = service.rows();
    send("POST", "/scores", 7, FAILED, "k1").is(422, REUSED);
    send("PATCH", "/scores/batch", 7, BATCH, "k1").is(422, REUSED);
    assertEquals(rows, service.rows());
  }

  @Test
  void spellingOfThePayloadIsIgnored() {
    Response first = send("POST", "/scores", 7, SOLVED, "k1");
    assertEquals(201, first.status());
    String other = "{ \"correct\" : true, \"more\": 1, \"exercise_id\" : 1 }";
    assertEquals(essence(first), essence(send("POST", "/scores", 7, other, "k1")));
  }

  @Test
  void keysOfOtherCallersAreOthers() {
    assertEquals(201, send("POST", "/scores", 7, SOLVED, "k1").status());
    assertEquals(201, send("POST", "/scores", 8, SOLVED, "k1").status());
  }

  @Test
  void invalidPayloadIsNotKept() {
    assertEquals(400, send("POST", "/scores", 7, "{\"exercise_id\":1}", "k1").status());
    assertEquals(201, send("POST", "/scores", 7, SOLVED, "k1").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\t"})
  void malformedKeyReturns400(String key) {
    Response response = send("POST", "/scores", 7, SOLVED, key);
    assertEquals(400, response.status());
    assertTrue(response.body().contains("\"Idempotency-Key\""), response.body());
    assertEquals("", service.rows());
  }

  @Test
  void longKeyReturns400AndTheLongestIsAccepted() {
    assertEquals(400, send("POST", "/scores", 7, SOLVED, "k".repeat(256)).status());
    assertEquals(201, send("POST", "/scores", 7, SOLVED, "k".repeat(255)).status());
  }

  @Test
  void fiftySimultaneousRequestsAreExecutedOnce() {
    List<CompletableFuture<Response>> sent =
        IntStream.range(0, 50)
            .mapToObj(n -> service.sendAsync(request("PATCH", "/scores/batch", 7, BATCH, "k1")))
            .toList();
    Set<String> responses = new HashSet<>();
    sent.forEach(response -> responses.add(essence(response.join())));
    assertEquals(1, responses.size(), responses::toString);
    assertTrue(responses.iterator().next().startsWith("200 "), responses::toString);
    assertTrue(service.get("/scores/1").body().contains("\"attempts\":1,"));
  }

  private static String essence(Response response) {
    return "%d %s %s %s"
        .formatted(
            response.status(),
            response.header("Location"),
            response.header("ETag"),
            response.body());
  }

  private static Response send(String method, String path, int user, String payload, String key) {
    return service.send(request(method, path, user, payload, key));
  }

  private static HttpRequest request(
      String method, String path, int user, String payload, String key) {
    return service.request(
        method,
        path,
        payload,
        "Authorization",
        "Bearer user-" + user,
        "Content-Type",
        "application/json",
        "Idempotency-Key",
        key);
  }
}
