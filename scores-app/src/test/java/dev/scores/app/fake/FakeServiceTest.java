package dev.scores.app.fake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fake in this JVM. */
class FakeServiceTest {

  private static FakeService fake;
  private static FakeClient client;

  @BeforeAll
  static void start() {
    fake = FakeService.start("127.0.0.1", 0, 0);
    client = new FakeClient(fake.url());
  }

  @AfterAll
  static void stop() {
    client.close();
    fake.close();
  }

  @BeforeEach
  void reset() throws IOException {
    client.reset();
  }

  /** Without a users service nobody can sign in. */
  @Test
  void webAppIsServed() throws IOException {
    client.write("POST", "/scores", 7, "{\"exercise_id\":85,\"correct\":true}");
    HttpResponse<String> page = client.sendUnchecked("GET", "/", "");
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("<a href=\"./?learner=7\">Learner 7</a>"), page.body());
    assertTrue(page.body().contains("&quot;users&quot;:null,&quot;usersPort&quot;:null"));
  }

  @Test
  void scoreIsAddedReadUpdatedAndListed() {
    String draft = "{\"exercise_id\":85,\"correct\":true}";
    HttpResponse<String> added = client.write("POST", "/scores", 7, draft);
    assertEquals(201, added.statusCode());
    assertEquals("/scores/1", added.headers().firstValue("Location").orElseThrow());
    assertEquals(400, client.write("POST", "/scores", 7, draft).statusCode());

    HttpResponse<String> found = client.get("/scores/1");
    assertEquals(200, found.statusCode());
    String tag = found.headers().firstValue("ETag").orElseThrow();
    assertEquals(304, client.get("/scores/1", "If-None-Match", tag).statusCode());

    assertEquals(
        200, client.write("PUT", "/scores/1", 7, draft.replace("true", "false")).statusCode());
    assertEquals(400, client.write("PUT", "/scores/1", 8, draft).statusCode());
    assertTrue(client.get("/scores?user_id=7").body().contains("\"correct\":false"));
    assertTrue(client.get("/scores/changes").body().contains("\"exercise_id\":85"));
    assertTrue(client.get("/scores/stats").body().contains("\"attempted\":1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"user-0", "user-2147483648", "user-01", "user-", "other"})
  void otherTokenReturns401(String token) {
    assertEquals(401, client.get("/scores/user", "Authorization", "Bearer " + token).statusCode());
  }

  @Test
  void everyUserHasAToken() {
    assertEquals(201, client.upsert(Integer.MAX_VALUE, 1).statusCode());
    assertTrue(client.get("/scores").body().contains("\"user_id\":2147483647"));
  }

  @Test
  void resetDeletesScoresAndFaults() throws IOException {
    client.upsert(1, 1);
    client.fail("{\"status\":503}");
    client.reset();
    assertEquals(200, client.get("/scores").statusCode());
    assertEquals(404, client.get("/scores/1").statusCode());
    assertTrue(client.upsert(1, 1).body().contains("\"id\":1,"));
  }

  @Test
  void faultHasTheServicesErrorAndEndsAfterItsCount() throws IOException {
    client.fail("{\"status\":503,\"count\":2}");
    HttpResponse<String> unavailable = client.get("/scores");
    assertEquals(
        "{\"status\":\"error\",\"message\":\"The service is unavailable. Please try again.\","
            + "\"code\":\"service_unavailable\"}",
        unavailable.body());
    assertEquals("1", unavailable.headers().firstValue("Retry-After").orElseThrow());
    assertEquals(200, client.get("/ping").statusCode());
    assertEquals(503, client.upsert(1, 1).statusCode());
    assertEquals(200, client.get("/scores").statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request",
    "401, invalid_token",
    "403, token_required",
    "404, not_found",
    "429, invalid_request",
    "500, internal_error",
    "502, internal_error"
  })
  void faultMayHaveAnyErrorStatus(int status, String code) throws IOException {
    client.fail("{\"status\":%d}".formatted(status));
    HttpResponse<String> response = client.sendUnchecked("GET", "/scores", "");
    assertEquals(status, response.statusCode());
    assertTrue(response.body().contains("\"code\":\"" + code + "\""), response.body());
  }

  @Test
  void rejectedWriteIsNotExecuted() throws IOException {
    client.fail("{\"status\":500,\"method\":\"PATCH\"}");
    assertEquals(404, client.get("/scores/1").statusCode());
    assertEquals(500, client.upsert(1, 1).statusCode());
    assertEquals(404, client.get("/scores/1").statusCode());
  }

  @Test
  void faultMayBeForOnePath() throws IOException {
    client.upsert(1, 1);
    client.fail("{\"status\":500,\"path\":\"/scores/1\"}");
    assertEquals(200, client.get("/scores").statusCode());
    assertEquals(500, client.get("/scores/1").statusCode());
  }

  @Test
  void delayPostponesTheResponse() throws IOException {
    client.fail("{\"delay_ms\":300}");
    Instant start = Instant.now();
    assertEquals(200, client.get("/scores").statusCode());
    assertTrue(Duration.between(start, Instant.now()).toMillis() >= 300);
  }

  @Test
  void brokenListIsExecutedButIncomplete() throws IOException {
    client.fail("{\"broken_stream\":true,\"count\":2}");
    assertThrows(
        IOException.class,
        () ->
            client.sendUnchecked(
                "PATCH",
                "/scores",
                "{\"exercise_id\":1,\"correct\":true}",
                "Authorization",
                "Bearer user-1",
                "Content-Type",
                "application/json"));
    assertThrows(IOException.class, () -> client.sendUnchecked("GET", "/scores", ""));
    assertTrue(client.get("/scores").body().contains("\"user_id\":1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'status':200}|/status",
        "{'status':499}|/status",
        "{'status':'503'}|/status",
        "{'count':0}|/count",
        "{'delay_ms':-1}|/delay_ms",
        "{'broken_stream':1}|/broken_stream",
        "{'statsu':503}|/statsu",
        "[]|''"
      },
      quoteCharacter = '"')
  void invalidFaultIsRejected(String fault, String pointer) throws IOException {
    HttpResponse<String> response =
        client.sendUnchecked("POST", "/__fake/fail", fault.replace('\'', '"'));
    assertEquals(400, response.statusCode());
    assertTrue(
        response.body().contains("\"pointer\":\"" + pointer.replace("''", "") + "\""),
        response.body());
    assertEquals(200, client.get("/scores").statusCode());
  }

  @Test
  void demoScoresAreTheSameEachTime() throws IOException {
    try (FakeService seeded = FakeService.start("127.0.0.1", 0, 40);
        FakeClient seededClient = new FakeClient(seeded.url())) {
      String before = seededClient.get("/scores").body();
      assertTrue(before.contains("\"user_id\":40"), before);
      seededClient.upsert(41, 1);
      seededClient.reset();
      assertEquals(before, seededClient.get("/scores").body());
    }
  }

  @Test
  void permissionsCanBeRestricted() throws IOException {
    try (FakeService restricted =
            FakeService.start(
                "127.0.0.1",
                0,
                0,
                Map.of("scores.access.reads", "private", "scores.access.writes", "graders"));
        FakeClient there = new FakeClient(restricted.url())) {
      assertEquals(403, there.get("/scores").statusCode());
      assertEquals(403, there.get("/scores", "Authorization", "Bearer user-7").statusCode());
      assertEquals(200, there.get("/scores", "Authorization", "Bearer teacher-7").statusCode());
      assertEquals(403, there.upsert(7, 1).statusCode());
      assertEquals(
          201,
          there
              .sendUnchecked(
                  "PUT",
                  "/scores/users/7/exercises/1",
                  "{\"correct\":true}",
                  "Authorization",
                  "Bearer grader",
                  "Content-Type",
                  "application/json")
              .statusCode());
    }
  }

  @Test
  void readinessHasNoDependencies() throws IOException {
    HttpResponse<String> health = client.sendUnchecked("GET", "/health/readiness", "");
    assertEquals(200, health.statusCode());
    assertTrue(
        !health.body().contains("database") && !health.body().contains("users"), health.body());
  }
}
