package dev.scores.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.scores.domain.ExerciseId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogueDownloadTest {

  private HttpServer server;
  private volatile int status = 200;
  private volatile String body = "[{\"id\":85,\"title\":\"Two sum\"}]";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/exercises.json",
        exchange -> {
          byte[] content = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void lastGoodCatalogueStaysInUse() throws InterruptedException {
    WebProperties properties = properties();
    ExerciseTitles titles = new ExerciseTitles(properties);
    assertEquals("[]", json(titles));
    try (CatalogueDownload download = new CatalogueDownload(titles, properties)) {
      download.refresh();
      assertEquals(List.of(new ExerciseId(85)), List.copyOf(titles.current().exercises()));
      String before = json(titles);
      status = 500;
      download.refresh();
      assertEquals(before, json(titles));
      status = 200;
      body = "{";
      download.refresh();
      assertEquals(before, json(titles));
      body = "[" + " ".repeat(ExerciseCatalogue.MAX_BYTES) + "]";
      download.refresh();
      assertEquals(before, json(titles));
      body = "[{\"id\":7}]";
      download.refresh();
      assertEquals("[{\"id\":7}]", json(titles));
      server.stop(0);
      download.refresh();
      assertEquals("[{\"id\":7}]", json(titles));
    }
  }

  @Test
  void addressMeansThatThereIsACatalogue() {
    assertTrue(properties().hasCatalogue());
  }

  private WebProperties properties() {
    return new WebProperties(
        "",
        "",
        null,
        "http://localhost:" + server.getAddress().getPort() + "/exercises.json",
        Duration.ofMinutes(1),
        Duration.ZERO,
        Duration.ZERO);
  }

  private static String json(ExerciseTitles titles) {
    return new String(titles.current().json(), StandardCharsets.UTF_8);
  }
}
