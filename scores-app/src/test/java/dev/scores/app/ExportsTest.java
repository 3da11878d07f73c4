package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lists as CSV and NDJSON. There are 2500 scores with ids 1 to 2500, of users 1 to 50 for exercises
 * 1 to 50; every third is correct, and each is one second newer, from 2026-01-01 on. Another
 * service has 100 000 scores.
 */
class ExportsTest {

  private static final String CSV = "text/csv";
  private static final String LINES = "application/x-ndjson";
  private static final String HEADER =
      "id,user_id,exercise_id,correct,created_at,updated_at,attempts,solved_at,attempts_to_solve\r\n";

  private static UsersStub users;
  private static ScoresService service;
  private static ScoresService large;

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
    large = ScoresService.start(users);
    large.execute(
        """
        insert into scores (user_id, exercise_id, correct, created_at, updated_at)
        select 1 + i / 1000, 1 + i % 1000, true, now(), now() from generate_series(0, 99999) i\
        """);
  }

  @AfterAll
  static void stop() {
    service.close();
    large.close();
    users.close();
  }

  @Test
  void csvHasAHeaderAndALineForEachScore() {
    Response response =
        get("/scores?user_id=7&correct=true&exercise_id=4", CSV)
            .is(
                200,
                HEADER
                    + "304,7,4,true,2026-01-01T00:05:03.000000Z,2026-01-01T00:05:03.000000Z,"
                    + "1,2026-01-01T00:05:03.000000Z,1\r\n");
    get("/scores?user_id=7&exercise_id=9", CSV)
        .is(
            200,
            HEADER
                + "309,7,9,false,2026-01-01T00:05:08.000000Z,2026-01-01T00:05:08.000000Z,1,,\r\n");
    assertEquals("text/csv; charset=utf-8; header=present", response.header("Content-Type"));
    assertEquals("Accept | Origin", response.header("Vary"));
  }

  @Test
  void ndjsonHasALineForEachScore() {
    Response response =
        get("/scores/exercise/9?user_id=7", LINES)
            .is(
                200,
                "{\"id\":309,\"user_id\":7,\"exercise_id\":9,\"correct\":false,"
                    + "\"created_at\":\"2026-01-01T00:05:08.000000Z\","
                    + "\"updated_at\":\"2026-01-01T00:05:08.000000Z\",\"attempts\":1,"
                    + "\"solved_at\":null,\"attempts_to_solve\":null}\n");
    assertEquals("application/x-ndjson", response.header("Content-Type"));
    assertEquals("Accept | Origin", response.header("Vary"));
  }

  @Test
  void emptyExportHasAtMostAHeader() {
    for (String list : List.of("/scores?user_id=51", "/scores/user", "/scores/exercise/51")) {
      get(list, CSV, "Authorization", "Bearer user-51").is(200, HEADER);
      get(list, LINES, "Authorization", "Bearer user-51").is(200, "");
    }
    get("/scores/exercise/99999999999", CSV).is(200, HEADER);
  }

  @Test
  void exportIsTheWholeList() {
    for (String list : List.of("/scores", "/scores/user", "/scores/exercise/9")) {
      int size = list.equals("/scores") ? 2500 : 50;
      List<String> csv =
          get(list, CSV, "Authorization", "Bearer user-7").body().lines().skip(1).toList();
      List<String> lines =
          get(list, LINES, "Authorization", "Bearer user-7").body().lines().toList();
      assertEquals(size, csv.size());
      assertEquals(
          csv.stream().map(line -> line.substring(0, line.indexOf(','))).toList(),
          lines.stream().map(line -> line.substring(6, line.indexOf(','))).toList());
    }
  }

  @Test
  void exportCanBePaged() {
    Response first = get("/scores?limit=1&user_id=7", CSV);
    assertEquals(2, first.body().lines().count());
    String link = first.header("Link");
    assertTrue(link.matches("</scores\\?user_id=7&limit=1&after=[^>]+>; rel=\"next\""), link);
    Response second = get(link.substring(1, link.indexOf('>')), LINES);
    assertTrue(second.body().startsWith("{\"id\":302,"), second.body());
    assertEquals(1, second.body().lines().count());
    String after = link.substring(link.indexOf("after="), link.indexOf('>'));
    Response rest = get("/scores?user_id=7&" + after, CSV);
    assertEquals(HEADER.strip(), rest.body().lines().findFirst().orElseThrow());
    assertEquals(1 + 49, rest.body().lines().count());
    assertEquals("", rest.header("Link"));
  }

  @Test
  void defaultLimitDoesNotApplyToExports() {
    try (ScoresService bounded =
        ScoresService.start(
            users, "DATABASE_URL", service.databaseUrl(), "LIST_DEFAULT_LIMIT", "10")) {
      assertEquals(2501, bounded.get("/scores", "Accept", CSV).body().lines().count());
      assertEquals(2500, bounded.get("/scores", "Accept", LINES).body().lines().count());
      assertEquals(11, bounded.get("/scores?limit=10", "Accept", CSV).body().lines().count());
      assertFalse(bounded.get("/scores").header("Link").isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/json, text/csv;q=0.5",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
        "text/csv;q=0",
        "text/csv;q=x",
        "garbage"
      })
  void jsonIsTheDefaultFormat(String accept) {
    Response response = get("/scores?limit=1", accept);
    assertEquals("application/json", response.header("Content-Type"));
    assertEquals("Accept | Origin", response.header("Vary"));
    assertTrue(
        response.body().startsWith("{\"status\":\"success\",\"data\":{\"scores\":[{\"id\":1,"));
  }

  @ParameterizedTest
  @ValueSource(strings = {CSV, LINES})
  void errorsAreJson(String accept) {
    Response wrong = get("/scores?limit=0", accept);
    assertEquals(400, wrong.status());
    assertEquals("application/json", wrong.header("Content-Type"));
    get("/scores/user", accept)
        .is(
            403,
            "{\"status\":\"error\",\"message\":\"Provide a valid auth token.\","
                + "\"code\":\"token_required\"}");
    get("/scores/exercise/x", accept)
        .is(
            404,
            "{\"status\":\"fail\",\"message\":\"Score does not exist\","
                + "\"code\":\"score_does_not_exist\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {CSV, LINES})
  void headHasTheHeadersOfGet(String accept) {
    for (String path : List.of("/scores", "/scores?limit=2")) {
      Response get = get(path, accept);
      HttpRequest request = service.request("HEAD", path, "", "Accept", accept);
      assertEquals(1, IntStream.range(0, 5).map(i -> pagesReadBy(request)).min().orElseThrow());
      Response head = service.send(request);
      assertEquals("", head.body());
      for (String name :
          List.of("Content-Type", "Content-Length", "Link", "Transfer-Encoding", "Vary")) {
        assertEquals(get.header(name), head.header(name), path + " " + name);
      }
    }
  }

  /** NDJSON is not compressed: it is not among the framework's compressible types. */
  @ParameterizedTest
  @ValueSource(strings = {"application/json", CSV})
  void compressedExportIsTheSame(String accept) throws Exception {
    HttpRequest request =
        service.request("GET", "/scores", "", "Accept", accept, "Accept-Encoding", "gzip");
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    assertEquals("gzip", response.headers().firstValue("Content-Encoding").orElse(""));
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
    assertEquals(get("/scores", accept).body(), new String(plain, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", CSV, LINES, CSV + "\r\nAccept-Encoding: gzip"})
  void failedListIsTruncated(String accept) throws IOException {
    try (Socket socket = new Socket()) {
      begin(socket, accept);
      large.execute("alter table scores rename column correct to incorrect");
      try {
        String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertFalse(rest.endsWith("0\r\n\r\n"), "a last chunk says that the list is whole");
      } finally {
        large.execute("alter table scores rename column incorrect to correct");
      }
    }
  }

  /** A second client reads the whole list, in which time the first list would be read, too. */
  @ParameterizedTest
  @ValueSource(strings = {"application/json", CSV, LINES})
  void disconnectedClientStopsTheExport(String accept) throws Exception {
    int before = pagesRead(large);
    try (HttpClient second = HttpClient.newHttpClient()) {
      try (Socket socket = new Socket()) {
        begin(socket, accept);
        socket.setSoLinger(true, 0);
      }
      HttpRequest list = large.request("GET", "/scores", "", "Accept", accept);
      assertEquals(200, second.send(list, BodyHandlers.discarding()).statusCode());
      int ofTheFirst = pagesRead(large) - before - 100;
      assertTrue(ofTheFirst < 50, "pages read of 100: " + ofTheFirst);
    }
  }

  private static Response get(String path, String accept, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Accept";
    all[1] = accept;
    return service.get(path, all);
  }

  /** Without the fixture, because the route is not part of the contract. */
  private static String metrics(ScoresService service) {
    URI metrics = URI.create("http://localhost:" + service.port() + "/metrics");
    try (InputStream response = metrics.toURL().openStream()) {
      return new String(response.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** May be one more, because a request for the metrics may probe the database. */
  private static int pagesReadBy(HttpRequest request) {
    int before = pagesRead(service);
    service.send(request);
    return pagesRead(service) - before;
  }

  /** Each page acquires a connection once. */
  private static int pagesRead(ScoresService service) {
    // A connection is counted when it is returned, which may be after the response.
    while (metric(service, "hikaricp_connections_active") > 0) {
      Thread.onSpinWait();
    }
    return metric(service, "hikaricp_connections_usage_seconds_count");
  }

  private static int metric(ScoresService service, String name) {
    String ofThePool = name + "{pool=\"scores\"} ";
    return metrics(service)
        .lines()
        .filter(line -> line.startsWith(ofThePool))
        .map(line -> line.substring(ofThePool.length()))
        .mapToInt(value -> Math.toIntExact(Math.round(Double.parseDouble(value))))
        .findFirst()
        .orElseThrow();
  }

  /** Requests the list of the large service and reads only its beginning. */
  private static void begin(Socket socket, String accept) throws IOException {
    socket.setReceiveBufferSize(8192);
    socket.connect(new InetSocketAddress("localhost", large.port()));
    socket
        .getOutputStream()
        .write(
            ("GET /scores HTTP/1.1\r\nHost: x\r\nAccept: " + accept + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    byte[] start = socket.getInputStream().readNBytes(4096);
    assertTrue(new String(start, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200 "));
  }
}
