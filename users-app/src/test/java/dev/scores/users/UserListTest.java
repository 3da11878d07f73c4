package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scores.users.UsersTestServer.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The list of users. There are 2500 with ids 1 to 2500, ten for each second from 2026-01-01 on, so
 * that creation times tie.
 */
class UserListTest {

  private static UsersTestServer service;

  @BeforeAll
  static void start() {
    service = UsersTestServer.start();
    service.execute(
        """
        insert into users (username, email, created_at)
        select 'u' || i, 'u' || i || '@example.com',
          timestamptz '2026-01-01T00:00:00.000001Z' + i / 10 * interval '1 second'
        from generate_series(0, 2499) i order by i""");
    service.execute("analyze users");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void listIsNewestFirst() {
    service
        .get("/users?limit=2&after=" + behindAllButTwo())
        .is(
            200,
            "{\"status\":\"success\",\"data\":{\"users\":["
                + "{\"id\":2,\"username\":\"u1\",\"email\":\"u1@example.com\","
                + "\"created_at\":\"2026-01-01T00:00:00.000001Z\"},"
                + "{\"id\":1,\"username\":\"u0\",\"email\":\"u0@example.com\","
                + "\"created_at\":\"2026-01-01T00:00:00.000001Z\"}]}}");
  }

  /** The cursor before the last two users, reached by pages of at most 1000. */
  private static String behindAllButTwo() {
    String cursor = "";
    for (int left = 2498; left > 0; left -= 1000) {
      cursor =
          tree(service.get(
                  "/users?limit="
                      + Math.min(left, 1000)
                      + (cursor.isEmpty() ? "" : "&after=" + cursor)))
              .at("/data/next")
              .asText();
    }
    return cursor;
  }

  @Test
  void listWithoutLimitIsComplete() {
    assertEquals(ids(2500, 1), ids(service.get("/users")));
    assertEquals("", service.get("/users").header("Link"));
  }

  @Test
  void listWithoutUsersIsEmpty() {
    try (UsersTestServer empty = UsersTestServer.start()) {
      empty.get("/users").is(200, "{\"status\":\"success\",\"data\":{\"users\":[]}}");
      empty.get("/users?limit=1").is(200, "{\"status\":\"success\",\"data\":{\"users\":[]}}");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 10, 499, 500, 501, 1000})
  void pagesTogetherAreTheWholeList(int limit) {
    List<Long> gathered = new ArrayList<>();
    String path = "/users?limit=" + limit;
    while (!path.isEmpty()) {
      Response response = service.get(path);
      List<Long> page = ids(response);
      gathered.addAll(page);
      String next = tree(response).at("/data/next").asText();
      assertTrue(page.size() == limit || next.isEmpty());
      path = next.isEmpty() ? "" : "/users?limit=" + limit + "&after=" + next;
      assertEquals(path.isEmpty() ? "" : "<" + path + ">; rel=\"next\"", response.header("Link"));
    }
    assertEquals(ids(2500, 1), gathered);
  }

  @Test
  void listAfterACursorIsComplete() {
    String cursor = tree(service.get("/users?limit=500")).at("/data/next").asText();
    assertEquals(ids(2000, 1), ids(service.get("/users?after=" + cursor)));
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=-1, limit",
    "limit=1001, limit",
    "limit=1.0, limit",
    "limit=+1, limit",
    "limit=01, limit",
    "limit=x, limit",
    "limit=, limit",
    "limit=%D9%A1, limit",
    "limit=9999999999999999999999, limit",
    "limit=1&limit=1, limit",
    "after=, after",
    "after=x, after",
    "after=null, after",
    "after=AAAAAAAAAAAAAAAAAAAAAAAA, after",
    "after=%00, after"
  })
  void invalidParameterIsNamed(String query, String name) {
    assertRejected(service.get("/users?" + query), name);
  }

  @Test
  void everyInvalidParameterIsNamed() {
    service
        .get("/users?after=x&limit=x&after=y")
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Invalid parameter.\",\"code\":\"invalid_parameter\","
                + "\"errors\":[{\"pointer\":\"limit\",\"message\":\"a whole number from 1 to 1000"
                + " is expected\"},{\"pointer\":\"after\",\"message\":\"once, the `next` of a"
                + " response of this path is expected\"}]}");
  }

  @Test
  void changedCursorIsRejected() {
    String cursor = tree(service.get("/users?limit=1")).at("/data/next").asText();
    assertEquals(24, cursor.length());
    for (int i = 0; i < cursor.length(); i++) {
      char other = cursor.charAt(i) == 'Q' ? 'R' : 'Q';
      assertRejected(
          service.get(
              "/users?limit=1&after=" + cursor.substring(0, i) + other + cursor.substring(i + 1)),
          "after");
    }
  }

  @Test
  void defaultLimitIsASetting() {
    try (UsersTestServer bounded =
        UsersTestServer.start("DATABASE_URL", service.databaseUrl(), "LIST_DEFAULT_LIMIT", "10")) {
      Response response = bounded.get("/users");
      assertEquals(ids(2500, 2491), ids(response));
      String link = response.header("Link");
      assertEquals(ids(2490, 2481), ids(bounded.get(link.substring(1, link.indexOf('>')))));
    }
  }

  @Test
  void headReturnsTheHeadersOfGet() {
    for (String path : List.of("/users?limit=2", "/users", "/users/1", "/users/4711")) {
      Response get = service.get(path);
      Response head = service.send(service.request("HEAD", path, BodyPublishers.noBody()));
      assertEquals(get.status(), head.status(), path);
      assertEquals("", head.body(), path);
      for (String name : List.of("Content-Type", "Content-Length", "Link", "Transfer-Encoding")) {
        assertEquals(get.header(name), head.header(name), path + " " + name);
      }
    }
  }

  @Test
  void orderIsServedByAnIndex() {
    String plan =
        service.value(
            """
            explain (format json) select * from users
            where (created_at, id) < (timestamptz '2026-01-01T00:01:00Z', 5)
            order by created_at desc, id desc limit 10""");
    assertTrue(plan.contains("\"Index Name\": \"users_newest\""), plan);
    assertFalse(plan.contains("Sort"), plan);
  }

  @Test
  void failedListBreaksTheConnection() throws IOException {
    try (UsersTestServer large = UsersTestServer.start()) {
      large.execute(
          """
          insert into users (username, email)
          select 'u' || i, 'u' || i || '@example.com' from generate_series(0, 49999) i""");
      try (Socket socket = new Socket()) {
        socket.setReceiveBufferSize(8192);
        socket.connect(new InetSocketAddress("localhost", large.port()));
        socket
            .getOutputStream()
            .write("GET /users HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] start = socket.getInputStream().readNBytes(8192);
        assertTrue(new String(start, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200 "));
        large.execute("alter table users rename column active to inactive");
        String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertFalse(rest.endsWith("0\r\n\r\n"), "a last chunk says that the list is whole");
      }
    }
  }

  private static void assertRejected(Response response, String name) {
    assertEquals(400, response.status(), response.body());
    JsonNode body = tree(response);
    assertEquals("invalid_parameter", body.at("/code").asText());
    assertEquals(name, body.at("/errors/0/pointer").asText());
    assertEquals(1, body.at("/errors").size());
  }

  private static List<Long> ids(int from, int to) {
    return IntStream.rangeClosed(to, from).mapToObj(i -> (long) from + to - i).toList();
  }

  private static List<Long> ids(Response response) {
    assertEquals(200, response.status(), response.body());
    List<Long> ids = new ArrayList<>();
    tree(response).at("/data/users").forEach(user -> ids.add(user.get("id").longValue()));
    return ids;
  }

  private static JsonNode tree(Response response) {
    try {
      return new ObjectMapper().readTree(response.body());
    } catch (JsonProcessingException noJson) {
      throw new AssertionError(response.body(), noJson);
    }
  }
}
