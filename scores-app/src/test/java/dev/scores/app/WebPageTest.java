package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The web app over HTTP, on a real database. */
@Isolated("Transactions of other tests would delay the reports.")
class WebPageTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final String NOT_FOUND =
      "{\"status\":\"fail\",\"message\":\"Not found.\",\"code\":\"not_found\"}";

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users.url(), Map.of("web.board-age", "0s"));
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
    HTTP.close();
  }

  @BeforeEach
  void noScores() {
    service.execute("truncate scores restart identity");
  }

  @Test
  void documentHasAStrictPolicyAndIsRevalidated() {
    HttpResponse<byte[]> page = get("/");
    assertEquals(200, page.statusCode());
    assertEquals("text/html; charset=utf-8", header(page, "Content-Type"));
    assertEquals("no-cache", header(page, "Cache-Control"));
    assertEquals("Accept-Encoding, Accept, Accept-Language, Origin", header(page, "Vary"));
    assertEquals(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
            + " 'self' localhost:* 127.0.0.1:*; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'",
        header(page, "Content-Security-Policy"));
    HttpResponse<byte[]> same = get("/", "If-None-Match", header(page, "ETag"));
    assertEquals(304, same.statusCode());
    assertEquals(header(page, "Content-Security-Policy"), header(same, "Content-Security-Policy"));
    assertEquals(0, same.body().length);
  }

  @Test
  void documentNamesTheServices() {
    assertEquals(
        "{\"scores\":\".\",\"users\":null,\"usersPort\":"
            + users.url().replaceFirst(".*:", "")
            + ",\"catalogue\":null,\"reads\":\"public\",\"writes\":\"learners\"}",
        config(get("/")));
  }

  /** A proxy may serve the service below a path. */
  @Test
  void allLinksAreRelative() {
    add(7, 85, true);
    for (String path : List.of("/", "/?view=me", "/?exercise=85")) {
      List<String> links = links(text(get(path)));
      assertTrue(links.size() > 6, links.toString());
      links.forEach(link -> assertTrue(link.matches("(\\./|web/|docs)[^:]*"), link));
    }
  }

  @Test
  void documentHasNoInlineScriptOrStyle() {
    add(7, 85, true);
    String page = text(get("/"));
    assertFalse(
        Pattern.compile("<style|<script(?![^>]* src=)|\\s(?:style|on\\w+)=").matcher(page).find(),
        page);
  }

  @Test
  void filesAreCachedForEver() throws IOException {
    List<String> files =
        links(text(get("/"))).stream().filter(link -> link.startsWith("web/")).toList();
    assertTrue(files.size() > 5, files.toString());
    for (String file : files) {
      HttpResponse<byte[]> plain = get("/" + file);
      assertEquals(200, plain.statusCode(), file);
      assertEquals("public, max-age=31536000, immutable", header(plain, "Cache-Control"));
      assertEquals("nosniff", header(plain, "X-Content-Type-Options"));
      HttpResponse<byte[]> compressed = get("/" + file, "Accept-Encoding", "gzip");
      assertEquals("gzip", header(compressed, "Content-Encoding"));
      try (InputStream content = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
        assertArrayEquals(plain.body(), content.readAllBytes());
      }
      assertEquals(304, get("/" + file, "If-None-Match", header(plain, "ETag")).statusCode());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "app.js, text/javascript; charset=utf-8",
    "app.css, text/css; charset=utf-8",
    "favicon.svg, image/svg+xml",
    "text/de.json, application/json",
    "lit/LICENSE, text/plain; charset=utf-8"
  })
  void filesHaveTypes(String file, String type) {
    assertEquals(type, header(get("/" + directory() + "/" + file), "Content-Type"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/web",
        "/web/",
        "/web/exercises.json",
        "/web/files.txt",
        "/web/index.html",
        "/web/0000000000000000/app.js",
        "/DIRECTORY/",
        "/DIRECTORY/nope.js",
        "/DIRECTORY/../index.html",
        "/DIRECTORY/..%2Findex.html",
        "/DIRECTORY/%2e%2e/index.html",
        "/DIRECTORY//app.js",
        "/DIRECTORY/app.js/",
        "//",
        "/index.html"
      })
  void unknownFileReturns404(String path) {
    HttpResponse<byte[]> response = get(path.replace("/DIRECTORY", "/" + directory()));
    assertEquals("404 " + NOT_FOUND, response.statusCode() + " " + text(response));
  }

  @Test
  void headHasTheHeadersOnly() {
    HttpResponse<byte[]> page = get("/");
    HttpResponse<byte[]> head = send("HEAD", "/");
    assertEquals(200, head.statusCode());
    assertEquals(0, head.body().length);
    assertEquals(header(page, "Content-Length"), header(head, "Content-Length"));
    assertEquals(405, send("POST", "/").statusCode());
    assertEquals("GET, HEAD", header(send("POST", "/"), "Allow"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json, */*",
        "application/problem+json",
        "text/html;q=0.5, application/json"
      })
  void clientThatPrefersJsonGetsAnError(String accepted) {
    HttpResponse<byte[]> response = get("/", "Accept", accepted);
    assertEquals(404, response.statusCode());
    assertTrue(header(response, "Content-Type").endsWith("json"), response.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "text/html, application/json;q=0.9",
        "text/csv"
      })
  void otherClientsGetThePage(String accepted) {
    assertEquals("text/html; charset=utf-8", header(get("/", "Accept", accepted), "Content-Type"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de | de",
        "de-CH, de;q=0.9 | de",
        "fr-FR, de;q=0.8, en;q=0.5 | de",
        "en-GB, de | en",
        "fr | en",
        "* | en",
        "'' | en",
        "de;q=x | en",
        "\u00e4\u00f6\u00fc | en"
      })
  void languageIsThatOfTheClient(String accepted, String language) {
    HttpResponse<byte[]> page = get("/", "Accept-Language", accepted);
    assertEquals(language, header(page, "Content-Language"));
    assertTrue(text(page).contains("<html lang=\"" + language + "\">"), text(page));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ | board | Board · Scores",
        "/?view=me | me | Me · Scores",
        "/?view=class | class | Class · Scores",
        "/?exercise=85 | exercise | Exercise 85 · Scores",
        "/?learner=17&utm=x | learner | Learner 17 · Scores",
        "/?view=nope&x | board | Board · Scores",
        "/?exercise=0 | board | Board · Scores",
        "/?exercise=%3Cb%3E | board | Board · Scores",
        "/?learner=99999999999999999999 | board | Board · Scores",
        "/?exercise=2147483648 | board | Board · Scores"
      })
  void queryNamesThePage(String path, String name, String title) {
    String page = text(get(path));
    assertTrue(page.contains("<title>" + title + "</title>"), page);
    assertTrue(page.contains("<main id=\"main\" class=\"" + name + "\""), page);
  }

  @Test
  void boardHasItsFirstPageBeforeScriptsRun() {
    add(7, 85, true);
    add(8, 85, false);
    add(8, 85, true);
    add(7, 90, false);
    add(7, 90, false);
    add(9, 90, false);
    String page = text(get("/"));
    assertEquals(
        """
        <th class="rank" scope="col">#</th><th class="learner" scope="col">Learner</th>\
        <th class="total" scope="col">Solved</th>\
        <th class="exercise" scope="col"><a href="./?exercise=85" title="Exercise 85" aria-label="Exercise 85">85</a>\
        <span class="share">67%</span></th>\
        <th class="exercise" scope="col"><a href="./?exercise=90" title="Exercise 90" aria-label="Exercise 90">90</a>\
        <span class="share">0%</span></th>""",
        between(page, "<thead><tr>", "</tr></thead>"));
    assertEquals(
        """
        <tr><td class="rank">1</td><th class="learner" scope="row"><a href="./?learner=7">Learner 7</a></th>\
        <td class="total">1</td>\
        <td class="cell first-try first-solver" aria-label="solved at the first attempt, first to solve">✓</td>\
        <td class="cell tried" aria-label="not solved, 2 attempts">2</td></tr>
        <tr><td class="rank">2</td><th class="learner" scope="row"><a href="./?learner=8">Learner 8</a></th>\
        <td class="total">1</td>\
        <td class="cell solved" aria-label="solved after 2 attempts">2</td>\
        <td class="cell" aria-label="not tried"></td></tr>
        <tr><td class="rank">3</td><th class="learner" scope="row"><a href="./?learner=9">Learner 9</a></th>\
        <td class="total">0</td>\
        <td class="cell" aria-label="not tried"></td>\
        <td class="cell tried" aria-label="not solved, 1 attempt">1</td></tr>""",
        between(page, "<tbody>\n", "\n</tbody>"));
    assertTrue(page.contains("<span class=\"quiet found\">3 learners</span>"), page);
    assertEquals(page, text(get("/?view=nope")));
    String german = text(get("/", "Accept-Language", "de"));
    assertTrue(german.contains("<span class=\"share\">67\u00a0%</span>"), german);
  }

  @Test
  void onlyTheBoardHasATable() {
    add(7, 85, true);
    for (String path : List.of("/?view=me", "/?view=class", "/?exercise=85", "/?learner=7")) {
      String page = text(get(path));
      assertFalse(page.contains("<table"), page);
      assertTrue(
          page.contains("<noscript class=\"first-page\"><p class=\"loading\">This page needs"),
          page);
    }
  }

  @Test
  void boardHasAtMost25LearnersAnd100Exercises() {
    service.execute(
        """
        insert into scores (user_id, exercise_id, correct, created_at, updated_at)
        select user_id, exercise_id, true, now(), now()
        from generate_series(1, 1234) user_id, generate_series(1, 3) exercise_id
        union all select 1, exercise_id, true, now(), now() from generate_series(4, 140) exercise_id
        """);
    String page = text(get("/"));
    assertEquals(25, count(page, "<td class=\"rank\">"));
    assertEquals(100, count(page, "<th class=\"exercise\""));
    assertTrue(page.contains("<span class=\"quiet found\">1,234 learners</span>"), page);
  }

  @Test
  void emptyBoardSaysSo() {
    String page = text(get("/"));
    assertTrue(
        page.contains("<div class=\"first-page\"><div class=\"message\"><h1>No scores yet</h1>"),
        page);
  }

  @Test
  void boardIsReadOnceForManyRequests() {
    try (ScoresService slow =
        ScoresService.start(
            users.url(), Map.of("web.board-age", "10m"), "DATABASE_URL", TestDatabases.fresh())) {
      slow.write("POST", "/scores", 7, "{\"exercise_id\":85,\"correct\":true}");
      String first = text(get(slow, "/"));
      slow.write("POST", "/scores", 8, "{\"exercise_id\":85,\"correct\":true}");
      assertEquals(first, text(get(slow, "/")));
    }
  }

  @Test
  void pageOfASlowDatabaseHasNoTable() throws SQLException {
    try (ScoresService slow =
            ScoresService.start(
                users.url(), Map.of("web.board-age", "0s", "web.board-timeout", "1ms"));
        Connection holder = slow.connect();
        Statement hold = holder.createStatement()) {
      slow.write("POST", "/scores", 7, "{\"exercise_id\":85,\"correct\":true}");
      holder.setAutoCommit(false);
      hold.execute("lock table scores in access exclusive mode");
      HttpResponse<byte[]> page = get(slow, "/");
      assertEquals(200, page.statusCode());
      assertFalse(text(page).contains("<table"), text(page));
      holder.rollback();
    }
  }

  @Test
  void pageOfAnUnavailableDatabaseHasNoTable() {
    try (ScoresService away =
        ScoresService.start(
            users,
            "DATABASE_URL",
            "postgres://nobody:secret@127.0.0.1:1/none",
            "MIGRATE_ON_START",
            "false")) {
      HttpResponse<byte[]> page = get(away, "/");
      assertEquals(200, page.statusCode());
      assertFalse(text(page).contains("<table"), text(page));
    }
  }

  @Test
  void webOffReturns404() {
    try (ScoresService off = ScoresService.start(users, "WEB", "off")) {
      for (String path : List.of("/", "/?view=me", "/" + directory() + "/app.js")) {
        HttpResponse<byte[]> response = get(off, path);
        assertEquals("404 " + NOT_FOUND, response.statusCode() + " " + text(response));
      }
      assertEquals(200, off.get("/ping").status());
    }
  }

  @Test
  void privateReadsHaveNoTable(@TempDir Path directory) throws IOException {
    Path catalogue = directory.resolve("exercises.json");
    Files.writeString(catalogue, "[{\"id\":85,\"title\":\"Two sum\"}]");
    try (ScoresService closed =
        ScoresService.start(
            users,
            "SCORES_READS",
            "private",
            "SCORES_WRITES",
            "graders",
            "USERS_PUBLIC_URL",
            "https://users.example:8443/accounts/",
            "EXERCISE_CATALOGUE",
            catalogue.toString())) {
      closed.execute(
          "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
              + " values (7, 85, true, now(), now())");
      HttpResponse<byte[]> page = get(closed, "/");
      assertFalse(text(page).contains("<table"), text(page));
      assertEquals(
          "{\"scores\":\".\",\"users\":\"https://users.example:8443/accounts\",\"usersPort\":null,"
              + "\"catalogue\":\"web/exercises.json\",\"reads\":\"private\",\"writes\":\"graders\"}",
          config(page));
      assertTrue(
          header(page, "Content-Security-Policy")
              .contains("connect-src 'self' https://users.example:8443;"));
    }
  }

  @Test
  void catalogueNamesAndOrdersTheColumns(@TempDir Path directory) throws IOException {
    Path catalogue = directory.resolve("exercises.json");
    Files.writeString(
        catalogue,
        "[{\"id\":99,\"title\":\"<b>\\\"Maps\\\" & 'sets' {{main}}\"},{\"id\":85},{\"id\":70,\"title\":\"T\"}]");
    try (ScoresService named =
        ScoresService.start(
            users, "USERS_PUBLIC_URL", "/accounts", "EXERCISE_CATALOGUE", catalogue.toString())) {
      named.write("POST", "/scores", 7, "{\"exercise_id\":1,\"correct\":true}");
      named.write("POST", "/scores", 7, "{\"exercise_id\":99,\"correct\":true}");
      HttpResponse<byte[]> page = get(named, "/");
      assertEquals(
          List.of("99", "85", "70", "1"),
          Pattern.compile("<th class=\"exercise\" scope=\"col\"><a href=\"./\\?exercise=(\\d+)\"")
              .matcher(text(page))
              .results()
              .map(found -> found.group(1))
              .toList());
      String escaped = "&lt;b&gt;&quot;Maps&quot; &amp; &#39;sets&#39; &#123;&#123;main}}";
      assertTrue(text(page).contains("title=\"" + escaped + "\""), text(page));
      assertFalse(text(page).contains("<b>"), text(page));
      assertTrue(
          text(get(named, "/?exercise=99")).contains("<title>" + escaped + " · Scores</title>"));
      assertTrue(header(page, "Content-Security-Policy").contains("connect-src 'self';"));
      HttpResponse<byte[]> titles = get(named, "/web/exercises.json");
      assertEquals(
          "[{\"id\":99,\"title\":\"<b>\\\"Maps\\\" & 'sets' {{main}}\"},{\"id\":85},{\"id\":70,\"title\":\"T\"}]",
          text(titles));
      assertEquals("application/json", header(titles, "Content-Type"));
      assertEquals("no-cache", header(titles, "Cache-Control"));
      assertEquals(
          304,
          get(named, "/web/exercises.json", "If-None-Match", header(titles, "ETag")).statusCode());
    }
  }

  private static void add(int user, int exercise, boolean correct) {
    assertTrue(
        service
                .write(
                    "PATCH",
                    "/scores",
                    user,
                    "{\"exercise_id\":%d,\"correct\":%b}".formatted(exercise, correct))
                .status()
            < 300);
  }

  /** The directory of the files, such as {@code web/0f9bc6634e2850e9}. */
  private static String directory() {
    return links(text(get("/"))).stream()
        .filter(link -> link.endsWith("/app.js"))
        .findFirst()
        .orElseThrow()
        .replace("/app.js", "");
  }

  private static List<String> links(String page) {
    return Pattern.compile(" (?:href|src)=\"([^\"]*)\"")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String config(HttpResponse<byte[]> page) {
    return between(text(page), "<meta name=\"scores-config\" content=\"", "\">")
        .replace("&quot;", "\"");
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start);
    assertTrue(from >= 0, text);
    return text.substring(from + start.length(), text.indexOf(end, from));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static HttpResponse<byte[]> get(String path, String... headers) {
    return get(service, path, headers);
  }

  private static HttpResponse<byte[]> get(ScoresService at, String path, String... headers) {
    return send(at.request("GET", path, "", headers));
  }

  private static HttpResponse<byte[]> send(String method, String path) {
    return send(service.request(method, path, ""));
  }

  private static HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofByteArray());
    } catch (IOException fault) {
      throw new IllegalStateException(request.toString(), fault);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static String header(HttpResponse<?> response, String name) {
    return String.join(", ", response.headers().allValues(name));
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
