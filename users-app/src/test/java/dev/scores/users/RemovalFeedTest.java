package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The feed of removed users. */
class RemovalFeedTest {

  private static final String EMPTY = "{\"status\":\"success\",\"data\":{\"removals\":[],\"next\":";

  private static UsersTestServer service;

  @BeforeAll
  static void start() {
    service = UsersTestServer.start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void noRemovals() {
    service.execute("truncate users, removals restart identity cascade");
  }

  @Test
  void removedUserIsInTheFeed() {
    remove(1);
    service.execute("update removals set at = timestamptz '2026-11-20T09:15:00.000001Z'");
    String next = data("/users/removals").at("/next").asText();
    service
        .get("/users/removals")
        .is(
            200,
            "{\"status\":\"success\",\"data\":{\"removals\":["
                + "{\"user_id\":1,\"at\":\"2026-11-20T09:15:00.000001Z\"}],\"next\":\""
                + next
                + "\"}}");
    service.get("/users/removals?after=" + next).is(200, EMPTY + "\"" + next + "\"}}");
  }

  @Test
  void removalByAnAdminIsInTheFeed() {
    service.register("ada");
    assertEquals(
        200, service.send(service.request("DELETE", "/users/1", BodyPublishers.noBody())).status());
    assertEquals(List.of(1L), all(1000));
  }

  @Test
  void feedWithoutRemovalsHasACursor() {
    String next = data("/users/removals").at("/next").asText();
    service.get("/users/removals?after=" + next).is(200, EMPTY + "\"" + next + "\"}}");
    remove(1);
    assertEquals(1, data("/users/removals?after=" + next).at("/removals").size());
  }

  @Test
  void pagesTogetherAreTheWholeFeed() {
    remove(2500);
    List<Long> expected = IntStream.rangeClosed(1, 2500).mapToObj(i -> (long) i).toList();
    for (int limit : List.of(7, 500, 1000)) {
      assertEquals(expected, all(limit));
    }
    assertEquals(1000, data("/users/removals").at("/removals").size());
  }

  @Test
  void cursorOfALaterBackupIsGone() {
    remove(2);
    String next = data("/users/removals").at("/next").asText();
    service.execute("delete from removals where sequence = 2");
    service
        .get("/users/removals?after=" + next)
        .is(
            410,
            "{\"status\":\"fail\",\"message\":\"This log of removals does not contain the cursor."
                + " Start again without it.\",\"code\":\"gone\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=1001, limit",
    "limit=x, limit",
    "after=, after",
    "after=x, after",
    "after=latest, after"
  })
  void invalidParameterIsNamed(String query, String name) {
    var response = service.get("/users/removals?" + query);
    assertEquals(400, response.status());
    assertTrue(response.body().contains("\"pointer\":\"" + name + "\""), response.body());
  }

  @Test
  void changedCursorIsRejected() {
    remove(1);
    String cursor = data("/users/removals").at("/next").asText();
    for (int i = 0; i < cursor.length(); i++) {
      char other = cursor.charAt(i) == 'Q' ? 'R' : 'Q';
      String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
      assertEquals(400, service.get("/users/removals?after=" + changed).status());
    }
  }

  private static void remove(int users) {
    service.execute(
        "insert into users (username, email)"
            + " select 'u' || i, 'u' || i || '@example.com' from generate_series(1, %d) i;"
                .formatted(users)
            + " delete from users");
  }

  private static List<Long> all(int limit) {
    List<Long> gathered = new ArrayList<>();
    String path = "/users/removals?limit=" + limit;
    JsonNode page = data(path);
    while (!page.at("/removals").isEmpty()) {
      page.at("/removals").forEach(one -> gathered.add(one.get("user_id").longValue()));
      page = data(path + "&after=" + page.at("/next").asText());
    }
    return gathered;
  }

  private static JsonNode data(String path) {
    var response = service.get(path);
    assertEquals(200, response.status(), response.body());
    try {
      return new ObjectMapper().readTree(response.body()).get("data");
    } catch (JsonProcessingException noJson) {
      throw new AssertionError(response.body(), noJson);
    }
  }
}
