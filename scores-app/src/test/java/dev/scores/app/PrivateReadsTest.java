package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import dev.scores.contract.Contract;
import dev.scores.contract.Operation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With {@code SCORES_READS=private} a learner cannot infer anything about another user: no byte of
 * any response has an id of one, and another user's score is like an unknown one. The learner is
 * user 7 with the scores 1 and 2.
 */
@Isolated("Transactions of other tests would delay the reports.")
class PrivateReadsTest {

  private static final String USER = "1900000001";
  private static final String SCORE = "800000001";
  private static final String EXERCISE = "1700000001";
  private static final String UNKNOWN_SCORE = "900000001";

  private static final List<String[]> VARIANTS =
      List.of(
          new String[] {},
          new String[] {"If-None-Match", "*"},
          new String[] {"If-None-Match", "\"" + SCORE + "-1\", \"" + UNKNOWN_SCORE + "-1\""},
          new String[] {"If-Match", "*"},
          new String[] {"If-Match", "\"" + SCORE + "-1\", \"" + UNKNOWN_SCORE + "-1\""},
          new String[] {"Accept", "text/csv"},
          new String[] {"Accept", "application/x-ndjson"},
          new String[] {"Accept", "application/problem+json"});

  private static UsersStub users;
  private static ScoresService service;
  private static HttpClient streams;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.startWithLongDeadline(users, "SCORES_READS", "private");
    streams = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    streams.close();
    service.close();
    users.close();
  }

  /** The ranking has ties of the learner with the other user. */
  @BeforeEach
  void restoreRows() {
    service.execute(
        """
        truncate scores restart identity;
        insert into scores (user_id, exercise_id, correct, created_at, updated_at)
          values (7, 85, true, '2026-01-01', '2026-01-01'), (7, 86, false, '2026-01-01', '2026-01-01');
        insert into scores (id, user_id, exercise_id, correct, created_at, updated_at)
          overriding system value values
          (%2$s, %1$s, 85, true, '2026-01-01', '2026-01-01'),
          (%2$s + 1, %1$s, %3$s, false, '2026-01-01', '2026-01-01');
        """
            .formatted(USER, SCORE, EXERCISE));
  }

  static List<Operation> operations() {
    return Contract.read("openapi/scores.yaml").operations();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void noByteOfAResponseNamesAnotherUser(Operation operation) {
    for (String token : List.of("user-7", "program", "")) {
      for (String path : paths(operation)) {
        for (String[] headers : VARIANTS) {
          for (String method : methods(operation)) {
            Response response = send(method, path, payload(operation), headers(token, headers));
            assertNamesNobody(response);
          }
        }
      }
    }
  }

  private static void assertNamesNobody(Response response) {
    String bytes = response.status() + " " + response.headers().map() + " " + response.body();
    for (String id : List.of(USER, SCORE, EXERCISE)) {
      assertFalse(bytes.contains(id), bytes);
    }
  }

  /** Otherwise the test above would not notice that everything is rejected. */
  @Test
  void teacherSeesAllIds() {
    String list = service.get("/scores", "Authorization", "Bearer teacher-9").body();
    for (String id : List.of(USER, SCORE, EXERCISE)) {
      assertTrue(list.contains(id), list);
    }
    assertTrue(
        service
            .get("/scores/leaderboard", "Authorization", "Bearer teacher-9")
            .body()
            .contains(USER));
  }

  static List<Operation> operationsOnAScore() {
    return operations().stream()
        .filter(operation -> operation.path().contains("{score_id}"))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operationsOnAScore")
  void anotherUsersScoreIsLikeAnUnknownOne(Operation operation) {
    String before = service.rows();
    for (String[] headers : VARIANTS) {
      for (String method : methods(operation)) {
        String[] all = headers("user-7", headers);
        Response another =
            send(method, operation.path().replace("{score_id}", SCORE), payload(operation), all);
        Response unknown =
            send(
                method,
                operation.path().replace("{score_id}", UNKNOWN_SCORE),
                payload(operation),
                all);
        assertEquals(whole(unknown), whole(another));
        assertTrue(another.status() >= 400, another.toString());
      }
    }
    assertEquals(before, service.rows());
  }

  @Test
  void ownScoreIsFoundByIdWithItsAttempts() {
    String[] headers = headers("user-7");
    assertEquals(200, service.get("/scores/1", headers).status());
    assertEquals(200, service.get("/scores/1/attempts", headers).status());
    assertEquals(
        304, service.get("/scores/1", headers("user-7", "If-None-Match", "\"1-1\"")).status());
  }

  @Test
  void responsesAreNotForSharedCaches() {
    Response score = service.get("/scores/1", headers("user-7"));
    assertEquals("private, no-cache", score.header("Cache-Control"));
    assertTrue(score.header("Vary").contains("Authorization"), score.header("Vary"));
    for (String path : List.of("/scores/leaderboard", "/scores", "/scores/1/attempts")) {
      assertEquals(
          "private, no-store", service.get(path, headers("user-7")).header("Cache-Control"));
    }
  }

  @Test
  void callerIsFirstOfItsRank() {
    String asUser = service.get("/scores/leaderboard", headers("user-1900000001")).body();
    assertEquals(
        """
        {"status":"success","data":{"leaderboard":[\
        {"rank":1,"user_id":1900000001,"correct":1,"last_solved_at":"2026-01-01T00:00:00.000000Z"},\
        {"rank":1,"user_id":null,"correct":1,"last_solved_at":"2026-01-01T00:00:00.000000Z"}]}}\
        """,
        asUser.replaceFirst(",\"as_of\":\"[^\"]*\"", ""));
    String asProgram = service.get("/scores/leaderboard", headers("program")).body();
    assertFalse(asProgram.contains("\"user_id\":7"), asProgram);
  }

  /** The log has an event of the other user before each of the learner. */
  @Test
  void ownStreamHasNoTraceOfOthers() throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        streams.send(
            service.request(
                "GET", "/scores/user", "", headers("user-7", "Accept", "text/event-stream")),
            BodyHandlers.ofInputStream());
    assertEquals(200, response.statusCode());
    StringBuilder seen = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (int exercise : new int[] {101, 102}) {
        write("user-" + USER, exercise);
        write("user-7", exercise);
        String line = lines.readLine();
        while (line != null && !line.contains("\"exercise_id\":" + exercise)) {
          seen.append(line).append('\n');
          line = lines.readLine();
        }
        seen.append(line).append('\n');
      }
    }
    assertTrue(seen.toString().contains("\"exercise_id\":102"), seen.toString());
    assertFalse(seen.toString().contains(USER), seen.toString());
  }

  private static void write(String token, int exercise) {
    String payload = "{\"exercise_id\":%d,\"correct\":true}".formatted(exercise);
    assertEquals(201, send("PATCH", "/scores", payload, headers(token)).status());
  }

  private static List<String> methods(Operation operation) {
    return operation.method().equals("GET") ? List.of("GET", "HEAD") : List.of(operation.method());
  }

  private static List<String> paths(Operation operation) {
    List<String> paths = new ArrayList<>();
    for (String score : List.of("1", SCORE, UNKNOWN_SCORE)) {
      for (String exercise : List.of("85", EXERCISE)) {
        paths.add(
            operation
                .path()
                .replace("{score_id}", score)
                .replace("{exercise_id}", exercise)
                .replace("{user_id}", USER));
      }
    }
    if (operation.hasParameter("user_id") && !operation.path().contains("{user_id}")) {
      paths.add(operation.path().replace("{exercise_id}", "85") + "?user_id=" + USER);
    }
    return paths.stream().distinct().toList();
  }

  private static String payload(Operation operation) {
    return switch (operation.id()) {
      case "upsertScores" ->
          "{\"scores\":[{\"exercise_id\":85,\"correct\":true,\"user_id\":%s}]}".formatted(USER);
      default -> operation.hasPayload() ? "{\"exercise_id\":85,\"correct\":false}" : "";
    };
  }

  private static Response send(String method, String path, String payload, String... headers) {
    HttpRequest request = service.request(method, path, payload, headers);
    return service.send(request);
  }

  private static String[] headers(String token, String... more) {
    return Stream.of(
            Stream.of(more),
            Stream.of("Content-Type", ScoresService.JSON, "X-Request-Id", "the-same"),
            token.isEmpty() ? Stream.<String>of() : Stream.of("Authorization", "Bearer " + token))
        .flatMap(headers -> headers)
        .toArray(String[]::new);
  }

  /** Everything but the time of the response. */
  private static String whole(Response response) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    return response.status() + " " + headers + " " + response.body();
  }
}
