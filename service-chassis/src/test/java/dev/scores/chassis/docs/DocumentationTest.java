package dev.scores.chassis.docs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.settings.CommonSettings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentationTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static ApplicationContext context;
  private static URI root;

  @BeforeAll
  static void start() {
    context =
        new ServiceDefinition(CommonSettings.withPort(0))
            .context(
                Map.of("MICRONAUT_ENVIRONMENTS", "test", "DATABASE_URL", "postgres://a:b@none/c"))
            .start();
    int port = context.getBean(EmbeddedServer.class).start().getPort();
    root = URI.create("http://127.0.0.1:" + port);
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @Test
  void contractIsServedByteForByte() throws Exception {
    HttpResponse<byte[]> response = get("/openapi.yaml");
    assertArrayEquals(published(), response.body());
    assertEquals("application/yaml", header(response, "Content-Type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/"})
  void pageLoadsNothingFromOtherHosts(String path) throws Exception {
    HttpResponse<byte[]> response = get(path);
    String page = new String(response.body(), StandardCharsets.UTF_8);
    assertEquals(200, response.statusCode());
    assertEquals("text/html; charset=utf-8", header(response, "Content-Type"));
    assertTrue(page.contains("<title>Baskets API</title>"), page);
    List<String> links = links(page);
    assertEquals(9, links.size(), page);
    for (String link : links) {
      URI file = root.resolve(path).resolve(link);
      assertEquals(root.getAuthority(), file.getAuthority(), link);
      assertEquals(200, get(file.getPath()).statusCode(), link);
    }
  }

  @Test
  void pageHasNoInlineScriptOrStyle() throws Exception {
    String page = new String(get("/docs").body(), StandardCharsets.UTF_8);
    assertFalse(
        Pattern.compile("<style|<script(?![^>]* src=)|\\s(?:style|on\\w+)=").matcher(page).find(),
        page);
  }

  @Test
  void policyAllowsOnlyTheServiceAndContractServers() throws Exception {
    assertEquals(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
            + " 'self' localhost:* 127.0.0.1:*; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'",
        header(get("/docs"), "Content-Security-Policy"));
  }

  @ParameterizedTest
  @CsvSource({
    "/openapi.yaml, application/yaml",
    "/docs, text/html; charset=utf-8",
    "/docs/, text/html; charset=utf-8",
    "/docs/brief.js, text/javascript; charset=utf-8",
    "/docs/contract.js, text/javascript; charset=utf-8",
    "/docs/favicon.svg, image/svg+xml",
    "/docs/page.css, text/css; charset=utf-8",
    "/docs/page.js, text/javascript; charset=utf-8",
    "/docs/sign-in.js, text/javascript; charset=utf-8",
    "/docs/swagger-ui.css, text/css; charset=utf-8",
    "/docs/swagger-ui-bundle.js, text/javascript; charset=utf-8",
    "/docs/swagger-ui-bundle.js.LICENSE.txt, text/plain; charset=utf-8"
  })
  void documentsHaveTypesAndAreRevalidated(String path, String type) throws Exception {
    HttpResponse<byte[]> response = get(path);
    assertEquals(type, header(response, "Content-Type"));
    assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    assertEquals("no-cache", header(response, "Cache-Control"));
    HttpResponse<byte[]> head = send("HEAD", path);
    assertEquals(200, head.statusCode());
    assertEquals(0, head.body().length);
    assertEquals(header(response, "Content-Length"), header(head, "Content-Length"));

    String tag = header(response, "ETag");
    for (String known : List.of(tag, "*", "\"x\", " + tag.substring(2))) {
      HttpResponse<byte[]> same = get(path, "If-None-Match", known);
      assertEquals(304, same.statusCode(), known);
      assertEquals(tag, header(same, "ETag"));
      assertEquals(0, same.body().length);
    }
    for (String known : List.of("\"x\"", "\"", "", tag.substring(0, 10) + '"')) {
      assertEquals(200, get(path, "If-None-Match", known).statusCode(), known);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br, GZIP;q=0.5", "*", "gzip;q=0.01"})
  void clientThatAcceptsGzipGetsGzip(String accepted) throws Exception {
    HttpResponse<byte[]> response = get("/docs/swagger-ui.css", "Accept-Encoding", accepted);
    assertEquals("gzip", header(response, "Content-Encoding"));
    assertEquals(List.of("Accept-Encoding", "Origin"), response.headers().allValues("Vary"));
    try (InputStream content = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertArrayEquals(get("/docs/swagger-ui.css").body(), content.readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip;q=0", "gzip; q=0.00", "identity", "gzipped", ""})
  void clientWithoutGzipGetsPlainContent(String accepted) throws Exception {
    HttpResponse<byte[]> response = get("/openapi.yaml", "Accept-Encoding", accepted);
    assertTrue(response.headers().firstValue("Content-Encoding").isEmpty());
    assertArrayEquals(published(), response.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/nope",
        "/docs/page.html",
        "/docs/../application.yml",
        "/docs/..%2Fapplication.yml",
        "/docs/%2e%2e/application.yml",
        "/docs//page.js",
        "/docs/page.js/",
        "/docs//",
        "/openapi.yaml/"
      })
  void unknownDocumentReturns404(String path) throws Exception {
    HttpResponse<byte[]> response = get(path);
    assertEquals(404, response.statusCode());
    assertEquals("application/json", header(response, "Content-Type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.yaml", "/docs", "/docs/", "/docs/page.js"})
  void otherMethodsReturn405(String path) throws Exception {
    HttpResponse<byte[]> response = send("POST", path);
    assertEquals(405, response.statusCode());
    assertEquals("GET, HEAD", header(response, "Allow"));
  }

  @Test
  void otherOriginsMayReadTheContract() throws Exception {
    assertEquals(
        "http://localhost:5001",
        header(
            get("/openapi.yaml", "Origin", "http://localhost:5001"),
            "Access-Control-Allow-Origin"));
  }

  private static byte[] published() throws IOException {
    try (InputStream yaml = DocumentationTest.class.getResourceAsStream("/openapi/test.yaml")) {
      return yaml.readAllBytes();
    }
  }

  private static List<String> links(String page) {
    return Pattern.compile(" (?:href|src|data-contract)=\"([^\"]*)\"")
        .matcher(page)
        .results()
        .map((MatchResult link) -> link.group(1))
        .toList();
  }

  private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return send("GET", path, headers);
  }

  private static HttpResponse<byte[]> send(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return String.join(", ", response.headers().allValues(name));
  }
}
