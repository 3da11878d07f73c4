package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scores.app.ScoresService.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lists, paging and filters. There are 2500 scores with ids 1 to 2500, of users 1 to 50 for
 * exercises 1 to 50; every third is correct, and each is one second newer, from 2026-01-01 on.
 */
class ListsTest {

  private static final String[] AS_USER_7 = {"Authorization", "Bearer user-7"};
  private static final List<String> LISTS =
      List.of("/scores", "/scores/user", "/scores/exercise/9");

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users);
    service.execute(
        """
        insert into scores (user_id, exercise_id, correct, created_at, updated_at)
        select 1 + i / 50, 1 + i % 50, i % 3 = 0, at, at
        from (select i, timestamptz '2026-01-01T00:00:00Z' + i * interval '1 second' as at
              from generate_series(0, 2499) i) t
        order by i\
        """);
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  @Test
  void listWithoutALimitIsWhole() {
    assertEquals(ids(1, 2500), ids(service.get("/scores")));
    assertEquals(ids(301, 350), ids(service.get("/scores/user", AS_USER_7)));
    assertEquals(50, ids(service.get("/scores/exercise/9")).size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 49, 50, 51, 1000})
  void pagesMakeUpTheWholeList(int limit) {
    for (String list : LISTS) {
      if (limit == 1 && list.equals("/scores")) {
        continue; // Would take 2500 requests.
      }
      List<Long> whole = ids(service.get(list, AS_USER_7));
      List<Long> gathered = new ArrayList<>();
      String path = list + "?limit=" + limit;
      while (!path.isEmpty()) {
        Response response = service.get(path, AS_USER_7);
        List<Long> page = ids(response);
        gathered.addAll(page);
        String next = tree(response).at("/data/next").asText();
        String link = response.header("Link");
        assertEquals(next.isEmpty(), link.isEmpty(), link);
        assertTrue(page.size() == limit || next.isEmpty());
        path = next.isEmpty() ? "" : list + "?limit=" + limit + "&after=" + next;
        assertEquals(path.isEmpty() ? "" : "<" + path + ">; rel=\"next\"", link);
      }
      assertEquals(whole, gathered, list);
    }
  }

  @Test
  void linkKeepsTheFilters() {
    String link =
        service
            .get("/scores?correct=true&limit=2&updated_since=2026-01-01T00:00:10Z")
            .header("Link");
    Response second = service.get(link.substring(1, link.indexOf('>')));
    assertEquals(List.of(19L, 22L), ids(second));
  }

  static Stream<Arguments> filters() {
    return Stream.of(
        arguments("/scores?user_id=7", ids(301, 350)),
        arguments("/scores?user_id=7&exercise_id=9", List.of(309L)),
        arguments("/scores?user_id=7&correct=true&limit=3", List.of(301L, 304L, 307L)),
        arguments("/scores?user_id=7&correct=false&limit=3", List.of(302L, 303L, 305L)),
        arguments("/scores?updated_since=2026-01-01T00:41:38Z", List.of(2499L, 2500L)),
        arguments("/scores?updated_since=2026-01-01T00:41:38.0000001Z", List.of(2500L)),
        arguments("/scores?updated_since=2026-01-01T01:41:38%2B01:00", List.of(2499L, 2500L)),
        arguments("/scores?updated_since=2026-01-01T01:41:38+01:00", List.of(2499L, 2500L)),
        arguments("/scores?updated_since=9999-12-31T23:59:59Z", List.of()),
        arguments("/scores?user_id=2147483647", List.of()),
        arguments("/scores/user?exercise_id=9", List.of(309L)),
        arguments("/scores/user?correct=true&limit=2", List.of(301L, 304L)),
        arguments("/scores/exercise/9?user_id=7", List.of(309L)),
        arguments("/scores/exercise/9?correct=true&limit=2", List.of(109L, 259L)),
        arguments("/scores/exercise/99999999999?user_id=7&limit=2", List.of()));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void filtersSelectScores(String path, List<Long> expected) {
    assertEquals(expected, ids(service.get(path, AS_USER_7)));
  }

  static Stream<Arguments> wrongParameters() {
    return Stream.of(
            List.of(
                "limit",
                "0",
                "-1",
                "1001",
                "1.0",
                "1e1",
                "+1",
                "01",
                "x",
                "",
                "%D9%A1",
                "9999999999999999999999"),
            List.of("after", "", "x", "0", "1", "null", "AAAAAAAAAAA", "%00", "a".repeat(5000)),
            List.of(
                "user_id", "0", "-1", "2147483648", "1.0", "x", "", "1,2", "99999999999999999999"),
            List.of("exercise_id", "0", "2147483648", "x", ""),
            List.of("correct", "True", "1", "yes", "", "null"),
            List.of(
                "updated_since",
                "",
                "x",
                "2026-01-01",
                "2026-01-01T00:00:00",
                "1767225600",
                "0000-01-01T00:00:00Z",
                "2026-02-30T00:00:00Z",
                "2026-01-01T25:00:00Z",
                "+2026-01-01T00:00:00Z",
                "2026-W01-1T00:00:00Z"))
        .flatMap(
            values -> values.stream().skip(1).map(value -> arguments(values.getFirst(), value)));
  }

  @ParameterizedTest
  @MethodSource("wrongParameters")
  void invalidParameterIsNamed(String name, String value) {
    assertInvalid(service.get("/scores?" + name + "=" + value), name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=5", "correct=true", "user_id=7", "updated_since=2026-01-01T00:00:00Z"})
  void repeatedParameterIsInvalid(String parameter) {
    assertInvalid(
        service.get("/scores?" + parameter + "&" + parameter),
        parameter.substring(0, parameter.indexOf('=')));
  }

  @Test
  void everyInvalidParameterIsNamed() {
    service
        .get("/scores/exercise/9?limit=x&correct=x&user_id=7")
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Invalid"
                + " parameter.\",\"code\":\"invalid_parameter\",\"errors\":[{\"pointer\":\"correct\",\"message\":\"true"
                + " or false is expected\"},{\"pointer\":\"limit\",\"message\":\"a whole number"
                + " from 1 to 1000 is expected\"}]}");
  }

  @Test
  void cursorIsBoundToItsPathAndTamperProof() {
    for (String from : LISTS) {
      String cursor = tree(service.get(from + "?limit=1", AS_USER_7)).at("/data/next").asText();
      for (String to :
          List.of("/scores", "/scores/user", "/scores/exercise/9", "/scores/exercise/10")) {
        if (!to.equals(from)) {
          assertInvalid(service.get(to + "?after=" + cursor, AS_USER_7), "after");
        }
      }
      for (int i = 0; i < cursor.length(); i++) {
        char other = cursor.charAt(i) == 'Q' ? 'R' : 'Q';
        String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
        assertInvalid(service.get(from + "?after=" + changed, AS_USER_7), "after");
      }
      assertInvalid(service.get(from + "?after=" + cursor + "A", AS_USER_7), "after");
    }
  }

  @Test
  void updatedSinceOrdersByTimeThenId() {
    List<Long> expected = new ArrayList<>();
    for (long id = 99; id > 0; id -= 2) {
      expected.addAll(List.of(id, id + 1)); // Pairs have the same time.
    }
    try (ScoresService moved = ScoresService.start(users)) {
      moved.execute(
          """
          insert into scores (user_id, exercise_id, correct, created_at, updated_at)
          select 1 + i / 50, 1 + i % 50, i % 3 = 0, timestamptz '2026-01-01T00:00:00Z',
            timestamptz '2026-01-01T00:00:00Z' + (100 - i / 2) * interval '1 second'
          from generate_series(0, 99) i order by i\
          """);
      for (String limit : List.of("", "&limit=1", "&limit=2", "&limit=49", "&limit=1000")) {
        List<Long> gathered = new ArrayList<>();
        String path = "/scores?updated_since=2026-01-01T00:00:00Z" + limit;
        while (!path.isEmpty()) {
          Response response = moved.get(path);
          gathered.addAll(ids(response));
          String link = response.header("Link");
          path = link.isEmpty() ? "" : link.substring(1, link.indexOf('>'));
        }
        assertEquals(expected, gathered, limit);
      }
    }
  }

  @Test
  void cursorOfTheOtherOrderReturns400() {
    String since = "updated_since=2026-01-01T00:00:00Z";
    for (String list : LISTS) {
      String byId = next(list + "?limit=1");
      String byTime = next(list + "?limit=1&" + since);
      assertInvalid(service.get(list + "?" + since + "&after=" + byId, AS_USER_7), "after");
      assertInvalid(service.get(list + "?after=" + byTime, AS_USER_7), "after");
      assertEquals(
          200, service.get(list + "?" + since + "&after=" + byTime, AS_USER_7).status(), list);
    }
  }

  private static String next(String path) {
    return tree(service.get(path, AS_USER_7)).at("/data/next").asText();
  }

  @Test
  void defaultLimitApplies() {
    try (ScoresService bounded =
        ScoresService.start(
            users, "DATABASE_URL", service.databaseUrl(), "LIST_DEFAULT_LIMIT", "10")) {
      Response response = bounded.get("/scores");
      assertEquals(ids(1, 10), ids(response));
      String link = response.header("Link");
      assertEquals(ids(11, 20), ids(bounded.get(link.substring(1, link.indexOf('>')))));
      assertEquals(ids(1, 20), ids(bounded.get("/scores?limit=20")));
    }
  }

  @Test
  void headHasTheHeadersOfGet() {
    for (String path :
        List.of(
            "/scores?limit=2", "/scores/user?limit=1", "/scores/1", "/ping", "/nope", "/scores")) {
      Response get = service.get(path, AS_USER_7);
      Response head = service.send(service.request("HEAD", path, "", AS_USER_7));
      assertEquals(get.status(), head.status(), path);
      assertEquals("", head.body(), path);
      for (String name : List.of("Content-Type", "Content-Length", "Link", "Transfer-Encoding")) {
        assertEquals(get.header(name), head.header(name), path + " " + name);
      }
    }
  }

  private static void assertInvalid(Response response, String name) {
    assertEquals(400, response.status(), response.body());
    JsonNode body = tree(response);
    assertEquals("invalid_parameter", body.at("/code").asText());
    assertEquals(name, body.at("/errors/0/pointer").asText());
    assertEquals(1, body.at("/errors").size());
  }

  private static List<Long> ids(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Long::valueOf).toList();
  }

  private static List<Long> ids(Response response) {
    assertEquals(200, response.status(), response.body());
    List<Long> ids = new ArrayList<>();
    tree(response).at("/data/scores").forEach(score -> ids.add(score.get("id").longValue()));
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
