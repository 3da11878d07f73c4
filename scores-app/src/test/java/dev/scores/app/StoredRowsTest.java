package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that were written by SQL, with unusual values, cause no 5xx. */
class StoredRowsTest {

  private static final String ODD_TIMES =
      "array['infinity', '-infinity', '2026-01-01 00:00Z', '294276-12-31 23:59:59.999999+00',"
          + " '294250-01-01 00:00Z', '10000-01-01 00:00Z', '1500-02-28 00:00Z', '0100-01-01 00:00Z', '0001-01-01 00:00Z',"
          + " '0100-01-01 00:00Z BC', '4714-12-01 00:00Z BC']";
  private static final Pattern ID = Pattern.compile("\"id\":([0-9]+)");

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "created_at = 'infinity', updated_at = 'infinity'",
        "created_at = '-infinity', updated_at = '-infinity'",
        "created_at = 'infinity', updated_at = '-infinity'",
        "updated_at = '294276-12-31 23:59:59.999999+00'",
        "updated_at = '294250-01-01 00:00Z'",
        "updated_at = '10000-01-01 00:00Z'",
        "updated_at = '4714-12-01 00:00Z BC'",
        "updated_at = '0001-01-01 00:00Z'",
        "created_at = '9999-12-31 23:59:59.999999+00'"
      })
  void unusualTimesReturnNo5xx(String oddity) {
    insertOne("2026-01-01Z", 1);
    service.execute("update scores set " + oddity);
    assertNoRouteReturns5xx();
  }

  @Test
  void highestVersionCanBeWritten() {
    insertOne("2026-01-01Z", Integer.MAX_VALUE);
    assertNoRouteReturns5xx();
  }

  private static void insertOne(String at, int version) {
    service.execute("truncate scores restart identity");
    service.execute(
        "insert into scores (user_id, exercise_id, correct, created_at, updated_at, version)"
            + " values (7, 85, true, '%1$s', '%1$s', %2$d)".formatted(at, version));
  }

  private static void assertNoRouteReturns5xx() {
    List<Response> responses = new ArrayList<>();
    for (String list : List.of("/scores", "/scores/user", "/scores/exercise/85")) {
      for (String query :
          List.of("", "?limit=1", "?updated_since=0001-01-01T00:00:00Z", "?correct=true")) {
        for (String type : List.of("application/json", "text/csv", "application/x-ndjson")) {
          responses.add(get(list + query, "Accept", type));
        }
      }
    }
    for (String path :
        List.of(
            "/scores/1",
            "/scores/user/1",
            "/scores/user/exercise/85",
            "/scores/stats",
            "/scores/user/stats",
            "/scores/exercise/85/stats",
            "/scores/leaderboard",
            "/scores/user/rank",
            "/scores/1/attempts",
            "/scores/user/exercise/85/attempts",
            "/scores/user/activity",
            "/scores/user/activity?zone=Asia/Kathmandu",
            "/scores/changes",
            "/scores/changes?limit=1")) {
      responses.add(get(path));
    }
    responses.forEach(response -> assertEquals(200, response.status(), response::toString));
    String payload = "{\"exercise_id\":85,\"correct\":false}";
    responses.add(service.write("POST", "/scores", 7, payload));
    responses.add(service.write("PUT", "/scores/1", 7, payload));
    responses.add(service.write("PATCH", "/scores", 7, payload));
    responses.add(service.write("PATCH", "/scores/1", 7, payload));
    responses.add(service.write("PATCH", "/scores/batch", 7, "{\"scores\":[" + payload + "]}"));
    responses.forEach(response -> assertTrue(response.status() < 500, response::toString));
    assertEquals(200, get("/scores/1").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/scores?limit=1",
        "/scores?limit=1&correct=true",
        "/scores?limit=1&user_id=7",
        "/scores/user?limit=1"
      })
  void pagesShowEachScoreOnce(String path) {
    insertOddTimes();
    assertEquals(22, walk(path));
  }

  /** From the earliest time that a client can name. */
  @Test
  void pagesByTimeShowEachScoreOnce() {
    insertOddTimes();
    assertEquals(14, walk("/scores?limit=1&updated_since=0002-01-01T00:00:00Z"));
    Response whole = get("/scores?updated_since=0002-01-01T00:00:00Z");
    assertEquals(14, ID.matcher(whole.body()).results().count());
  }

  private static void insertOddTimes() {
    service.execute("truncate scores restart identity");
    service.execute(
        "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
            + " select 7, 100 * n + i, true, at::timestamptz, at::timestamptz"
            + " from generate_series(1, 2) n, unnest("
            + ODD_TIMES
            + ") with ordinality as odd (at, i)");
  }

  /** Follows pages of one score each and returns the number of distinct scores. */
  private static int walk(String first) {
    Set<String> ids = new HashSet<>();
    int pages = 0;
    for (String path = first; !path.isEmpty(); pages++) {
      Response page = get(path);
      assertEquals(200, page.status(), page::toString);
      Matcher id = ID.matcher(page.body());
      assertTrue(id.find() && ids.add(id.group(1)), page::toString);
      path = page.header("Link").replaceAll("<(.*)>.*", "$1");
    }
    assertEquals(ids.size(), pages);
    return pages;
  }

  private static Response get(String path, String... more) {
    List<String> headers = new ArrayList<>(List.of("Authorization", "Bearer user-7"));
    headers.addAll(List.of(more));
    return service.get(path, headers.toArray(String[]::new));
  }
}
