package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code DELETE /scores/{score_id}}. */
@Isolated("Transactions of other tests would delay the reports.")
class RemovalsTest {

  private static final String REMOVED =
      "{\"status\":\"success\",\"message\":\"Score was removed!\"}";
  private static final String NO_SCORE =
      "{\"status\":\"fail\",\"message\":\"Score does not exist\",\"code\":\"score_does_not_exist\"}";
  private static final String HAS_CHANGED =
      "{\"status\":\"fail\",\"message\":\"The score has changed.\",\"code\":\"score_has_changed\"}";
  private static final String INVALID_IF_MATCH =
      "{\"status\":\"fail\",\"message\":\"Invalid parameter.\",\"code\":\"invalid_parameter\","
          + "\"errors\":[{\"pointer\":\"If-Match\","
          + "\"message\":\"entity tags such as \\\"1-1\\\", or *, are expected\"}]}";

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

  /** Score 1 is user 7's for exercise 85 with version 2; score 2 is user 8's. */
  @BeforeEach
  void twoScores() {
    service.execute("truncate scores restart identity");
    service.write("POST", "/scores", 7, exercise(85));
    service.write("POST", "/scores", 8, exercise(85));
    service.write("PUT", "/scores/1", 7, exercise(85));
  }

  @Test
  void ownScoreIsRemoved() {
    Response response = remove("/scores/1", 7);
    response.is(200, REMOVED);
    assertEquals("", response.header("ETag"));
    assertEquals("private, no-store", response.header("Cache-Control"));
    service.get("/scores/1").is(404, NO_SCORE);
    service.get("/scores/user/1", as(7)).is(404, NO_SCORE);
    service.get("/scores/user/exercise/85", as(7)).is(404, NO_SCORE);
    service.get("/scores/user", as(7)).is(200, "{\"status\":\"success\",\"data\":{\"scores\":[]}}");
    assertTrue(service.rows().startsWith("(2,8,85,"), service.rows());
  }

  @Test
  void removedScoreLeavesTheStatistics() {
    remove("/scores/1", 7);
    assertTrue(service.get("/scores/stats").body().contains("\"attempted\":1"));
    assertTrue(
        service
            .get("/scores/user/rank", as(7))
            .body()
            .contains("{\"rank\":null,\"user_id\":7,\"correct\":0,\"last_solved_at\":null,"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2", "3", "9007199254740992", "99999999999999999999999", "0", "blah", "+1"})
  void otherIdReturns404WhateverTheVersion(String id) {
    String before = service.rows();
    remove("/scores/" + id, 7).is(404, NO_SCORE);
    for (String tags : List.of("*", "\"1-1\"", "\"1-2\"")) {
      remove("/scores/" + id, 7, "If-Match", tags).is(404, NO_SCORE);
    }
    assertEquals(before, service.rows());
  }

  @Test
  void secondRemovalReturns404() {
    remove("/scores/1", 7).is(200, REMOVED);
    remove("/scores/1", 7).is(404, NO_SCORE);
    remove("/scores/1", 7, "If-Match", "\"1-2\"").is(404, NO_SCORE);
  }

  @Test
  void removedScoreIsAddedAgainWithANewId() {
    remove("/scores/1", 7);
    assertEquals(400, service.write("PUT", "/scores/1", 7, exercise(85)).status());
    Response added = service.write("PATCH", "/scores/1", 7, exercise(85));
    assertEquals(201, added.status(), added.body());
    assertTrue(added.header("Location").matches("/scores/[3-9]"), added.header("Location"));
    String id = added.header("Location").replace("/scores/", "");
    assertEquals("\"" + id + "-1\"", added.header("ETag"));
    service.get("/scores/1").is(404, NO_SCORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1-2\"", "*", "\"1-1\", \"1-2\"", "W/\"1-1\",\"x\" , \"1-2\""})
  void matchingVersionIsRemoved(String tags) {
    remove("/scores/1", 7, "If-Match", tags).is(200, REMOVED);
    service.get("/scores/1").is(404, NO_SCORE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1-1\"",
        "\"1-3\"",
        "W/\"1-2\"",
        "\"2\"",
        "\"2-2\"",
        "\"1-02\"",
        "\"\"",
        "\"x\"",
        "\"1-4294967298\""
      })
  void otherVersionReturns412(String tags) {
    String before = service.rows();
    remove("/scores/1", 7, "If-Match", tags).is(412, HAS_CHANGED);
    assertEquals(before, service.rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "\"2", "*, \"1-2\"", ","})
  void malformedIfMatchReturns400(String tags) {
    String before = service.rows();
    remove("/scores/1", 7, "If-Match", tags).is(400, INVALID_IF_MATCH);
    remove("/scores/99", 7, "If-Match", tags).is(400, INVALID_IF_MATCH);
    assertEquals(before, service.rows());
  }

  /** Without the fixture, which expects that a payload beyond the contract is rejected. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"exercise_id\":1}", "[", "x"})
  void payloadIsIgnored(String payload) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          http.send(
              service.request("DELETE", "/scores/1", payload, as(7, "Content-Type", "text/plain")),
              BodyHandlers.ofString());
      assertEquals("200 " + REMOVED, response.statusCode() + " " + response.body());
    }
  }

  @Test
  void staleVersionReturnsAProblemIfPreferred() {
    remove("/scores/1", 7, "If-Match", "\"1-1\"", "Accept", "application/problem+json")
        .is(
            412,
            "{\"type\":\"about:blank\",\"title\":\"Precondition Failed\",\"status\":412,"
                + "\"detail\":\"The score has changed.\",\"code\":\"score_has_changed\"}");
  }

  @Test
  void oneOfManyRemovalsSucceeds() {
    try (HttpClient http = HttpClient.newHttpClient()) {
      List<CompletableFuture<Integer>> clients =
          IntStream.range(0, 10)
              .mapToObj(
                  n ->
                      http.sendAsync(
                              service.request(
                                  "DELETE",
                                  "/scores/1",
                                  "",
                                  n % 2 == 0 ? as(7) : as(7, "If-Match", "\"1-2\"")),
                              BodyHandlers.ofString())
                          .thenApply(response -> response.statusCode()))
              .toList();
      List<Integer> statuses = clients.stream().map(CompletableFuture::join).sorted().toList();
      assertEquals(List.of(200, 404, 404, 404, 404, 404, 404, 404, 404, 404), statuses);
    }
  }

  private static Response remove(String path, int user, String... headers) {
    return service.send(service.request("DELETE", path, "", as(user, headers)));
  }

  private static String[] as(int user, String... headers) {
    return Stream.concat(Stream.of("Authorization", "Bearer user-" + user), Stream.of(headers))
        .toArray(String[]::new);
  }

  private static String exercise(int exercise) {
    return "{\"exercise_id\":%d,\"correct\":true}".formatted(exercise);
  }
}
