package dev.scores.app.fake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.fake.EventReader.Event;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.UserId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.runtime.graceful.GracefulShutdownManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Live streams, on the fake, whose log a test can cut. */
class LiveStreamsTest {

  private static final String FEED = "/scores/changes";
  private static final String[] ANN = {"Authorization", "Bearer user-1"};
  private static final String[] STREAM = {"Accept", "text/event-stream"};

  private static FakeService fake;
  private static FakeClient client;

  @BeforeAll
  static void start() {
    fake = start(Map.of());
    client = new FakeClient(fake.url());
  }

  private static FakeService start(Map<String, Object> properties) {
    return FakeService.start("127.0.0.1", 0, 0, properties);
  }

  @AfterAll
  static void stop() {
    client.close();
    fake.close();
  }

  @BeforeEach
  void reset() throws IOException {
    client.reset();
  }

  private static EventReader open(String path, String... headers) {
    EventReader reader = new EventReader(fake.url(), path, headers);
    assertEquals(200, reader.status());
    return reader;
  }

  /** The {@code next} of the change feed. */
  private static String next(String query) {
    return client.get(FEED + query).body().replaceFirst("(?s).*\"next\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void streamHasTheEventsOfTheFeed() {
    try (EventReader reader = open(FEED)) {
      client.upsert(1, 7);
      client.write("PATCH", "/scores", 1, "{\"exercise_id\":7,\"correct\":false}");
      client.write("DELETE", "/scores/1", 1, "");
      List<Event> events = List.of(reader.next(), reader.next(), reader.next());
      assertEquals(
          List.of("added", "updated", "removed"), events.stream().map(Event::type).toList());
      assertEquals(
          "{\"status\":\"success\",\"data\":{\"events\":[%s],\"next\":\"%s\"}}"
              .formatted(
                  String.join(",", events.stream().map(Event::data).toList()),
                  events.getLast().id()),
          client.get(FEED).body());
    }
  }

  @Test
  void erasedUserIsRemovedFromReplicas() {
    client.upsert(1, 7);
    try (EventReader reader = open(FEED)) {
      fake.bean(InMemoryScores.class).erase(new UserId(1), Instant.parse("2100-01-01T00:00:00Z"));
      assertEquals(
          "{\"type\":\"removed\",\"sequence\":2,\"at\":\"2100-01-01T00:00:00.000000Z\","
              + "\"score\":{\"id\":1,\"user_id\":1,\"exercise_id\":7}}",
          reader.next().data());
    }
  }

  @Test
  void headersKeepProxiesFromCollectingEvents() {
    try (EventReader reader = open(FEED)) {
      assertEquals("text/event-stream", header(reader, "Content-Type"));
      assertEquals("no", header(reader, "X-Accel-Buffering"));
      assertEquals("Accept | Origin", header(reader, "Vary"));
    }
    try (EventReader reader = open("/scores/user", ANN)) {
      assertEquals("private, no-store", header(reader, "Cache-Control"));
    }
  }

  private static String header(EventReader reader, String name) {
    return String.join(" | ", reader.headers().allValues(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?after=latest"})
  void streamBeginsWithThePresent(String query) {
    client.upsert(1, 1);
    try (EventReader reader = open(FEED + query)) {
      client.upsert(1, 2);
      assertTrue(reader.next().data().contains("\"exercise_id\":2,"));
    }
  }

  @Test
  void firstBlockHasADelayAndThePosition() {
    client.upsert(1, 1);
    try (EventReader reader = open(FEED)) {
      List<String> first = reader.block().orElseThrow();
      assertEquals(2, first.size());
      assertTrue(first.get(0).matches("retry: [123][0-9]{3}"), first::toString);
      assertEquals("id: " + next("?after=latest"), first.get(1));
    }
  }

  @Test
  void streamResumesAfterTheLastEvent() {
    IntStream.rangeClosed(1, 3).forEach(exercise -> client.upsert(1, exercise));
    String first = next("?limit=1");
    try (EventReader reader = open(FEED, "Last-Event-ID", first)) {
      assertTrue(reader.next().data().contains("\"exercise_id\":2,"));
      assertTrue(reader.next().data().contains("\"exercise_id\":3,"));
      client.upsert(1, 4);
      assertTrue(reader.next().data().contains("\"exercise_id\":4,"));
    }
  }

  @Test
  void lastEventIdPrecedesAfter() {
    IntStream.rangeClosed(1, 3).forEach(exercise -> client.upsert(1, exercise));
    String first = next("?limit=1");
    try (EventReader reader = open(FEED + "?after=" + first)) {
      Event second = reader.next();
      assertTrue(second.data().contains("\"exercise_id\":2,"));
      try (EventReader again = open(FEED + "?after=" + first, "Last-Event-ID", second.id())) {
        assertTrue(again.next().data().contains("\"exercise_id\":3,"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/scores/changes?user_id=2, 21",
    "/scores/changes?exercise_id=12, 12",
    "/scores/changes?correct=false, 22",
    "/scores/changes?user_id=2&correct=false, 22",
    "/scores/exercise/12, 12",
    "/scores/exercise/22?user_id=2, 22",
    "/scores/exercise/22?correct=false, 22"
  })
  void filtersSelectEvents(String path, int exercise) {
    client.upsert(1, 11);
    try (EventReader reader = open(path)) {
      writeFour();
      assertTrue(reader.next().data().contains("\"exercise_id\":" + exercise + ","));
    }
    String start = next("?limit=1");
    try (EventReader reader = open(path, "Last-Event-ID", start)) {
      assertTrue(reader.next().data().contains("\"exercise_id\":" + exercise + ","));
    }
  }

  private static void writeFour() {
    client.upsert(1, 12);
    client.upsert(2, 21);
    client.write("PATCH", "/scores", 2, "{\"exercise_id\":22,\"correct\":false}");
    client.upsert(3, 31);
  }

  @Test
  void filtersSelectEventsOfTheFeed() {
    client.upsert(1, 11);
    writeFour();
    HttpResponse<String> found = client.get(FEED + "?user_id=2&correct=false");
    assertTrue(found.body().contains("\"exercise_id\":22,"));
    assertEquals(1, found.body().split("\"sequence\"", -1).length - 1);
    assertEquals(next(""), next("?user_id=2&correct=false"));
  }

  @Test
  void ownStreamHasTheCallersEvents() {
    try (EventReader all = open("/scores/user", ANN);
        EventReader one = open("/scores/user?exercise_id=2", ANN)) {
      client.upsert(2, 1);
      client.upsert(1, 1);
      client.upsert(1, 2);
      assertTrue(all.next().data().contains("\"user_id\":1,\"exercise_id\":1,"));
      assertTrue(all.next().data().contains("\"user_id\":1,\"exercise_id\":2,"));
      assertTrue(one.next().data().contains("\"user_id\":1,\"exercise_id\":2,"));
    }
    assertEquals(403, client.get("/scores/user", STREAM).statusCode());
  }

  @Test
  void exerciseThatCannotExistHasNoEvents() {
    try (FakeService idle = start(Map.of("live.keep-alive", "20ms"));
        EventReader reader = new EventReader(idle.url(), "/scores/exercise/2147483648")) {
      assertEquals(200, reader.status());
      reader.block();
      assertEquals(": keep-alive", reader.block().orElseThrow().getFirst());
    }
    assertEquals(404, client.get("/scores/exercise/blah", STREAM).statusCode());
  }

  @Test
  void wrongLastEventIdReturns400() throws IOException {
    client.upsert(1, 1);
    String cursor = next("");
    String ofAList = client.get("/scores?limit=1").headers().toString();
    String forged = (cursor.startsWith("A") ? "B" : "A") + cursor.substring(1);
    for (String wrong : List.of("blah", "latest", "", forged, cursor + cursor, ofAList)) {
      assertWrong("Last-Event-ID", wrong.isEmpty() ? "x" : wrong.replaceAll("[^ -~]", ""));
    }
    client.upsert(1, 2);
    String future = next("");
    client.reset();
    assertWrong("Last-Event-ID", future);
    assertEquals(
        400,
        client
            .get(FEED, "Accept", STREAM[1], "Last-Event-ID", cursor, "Last-Event-ID", cursor)
            .statusCode());
  }

  private static void assertWrong(String header, String value) {
    HttpResponse<String> response = client.get(FEED, "Accept", STREAM[1], header, value);
    assertEquals(
        "400 {\"status\":\"fail\",\"message\":\"Invalid parameter.\",\"code\":\"invalid_parameter\","
            + "\"errors\":[{\"pointer\":\"Last-Event-ID\",\"message\":"
            + "\"is not a cursor of this server; start again without it\"}]}",
        response.statusCode() + " " + response.body());
  }

  @ParameterizedTest
  @CsvSource({
    "/scores/changes?limit=1, limit",
    "/scores/exercise/1?limit=1, limit",
    "/scores/exercise/1?updated_since=2026-11-20T09:15:00Z, updated_since",
    "/scores/exercise/1?after=blah, after",
    "/scores/changes?after=blah, after",
    "/scores/changes?user_id=0, user_id"
  })
  void wrongParameterReturns400(String path, String name) {
    HttpResponse<String> response = client.get(path, STREAM);
    assertEquals(400, response.statusCode());
    assertTrue(response.body().contains("\"pointer\":\"" + name + "\""), response::body);
  }

  @Test
  void droppedEventsReturn410() {
    IntStream.rangeClosed(1, 3).forEach(exercise -> client.upsert(1, exercise));
    String first = next("?limit=1");
    fake.bean(InMemoryScores.class).dropEvents(2);
    HttpResponse<String> response = client.get(FEED, "Accept", STREAM[1], "Last-Event-ID", first);
    assertEquals(410, response.statusCode());
    assertTrue(response.body().contains("\"code\":\"gone\""), response::body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "text/*;q=0.5, application/json",
        "application/json, text/event-stream",
        "text/event-stream;q=0.9, application/json",
        "text/event-stream;q=0",
        "image/png"
      })
  void jsonIsTheDefault(String accept) {
    assertEquals(
        "application/json",
        client.get(FEED, "Accept", accept).headers().firstValue("Content-Type").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/event-stream, */*",
        "TEXT/Event-Stream",
        "application/json;q=0.9, text/event-stream"
      })
  void streamIsSentIfItIsPreferred(String accept) {
    HttpResponse<String> head = client.head(FEED, "Accept", accept);
    assertEquals("text/event-stream", head.headers().firstValue("Content-Type").orElseThrow());
  }

  @Test
  void listPrefersAnExportThatIsRankedHigher() {
    assertEquals(
        "text/csv",
        client
            .get("/scores/exercise/1", "Accept", "text/csv, text/event-stream;q=0.5")
            .headers()
            .firstValue("Content-Type")
            .orElseThrow()
            .replaceFirst(";.*", ""));
  }

  @Test
  void headOpensNoStream() {
    HttpResponse<String> head = client.head(FEED, STREAM);
    assertEquals(200, head.statusCode());
    assertEquals("", head.body());
    // The streams of earlier tests may still be closing.
    while (openStreams(fake) > 0) {
      Thread.onSpinWait();
    }
    assertEquals(400, client.head(FEED, "Accept", STREAM[1], "Last-Event-ID", "x").statusCode());
  }

  private static double openStreams(FakeService service) {
    return service.bean(MeterRegistry.class).get("live.streams.open").gauge().value();
  }

  @Test
  void keepAliveMovesThePositionOn() {
    try (FakeService idle = start(Map.of("live.keep-alive", "20ms"));
        FakeClient writer = new FakeClient(idle.url());
        EventReader reader = new EventReader(idle.url(), FEED + "?user_id=9")) {
      reader.block();
      String begin = reader.position();
      assertEquals(List.of(": keep-alive", "id: " + begin), reader.block().orElseThrow());
      writer.upsert(1, 1);
      String end = writer.get(FEED).body().replaceFirst("(?s).*\"next\":\"([^\"]*)\".*", "$1");
      while (!reader.position().equals(end)) {
        assertEquals(": keep-alive", reader.block().orElseThrow().getFirst());
      }
    }
  }

  @Test
  void onlyAStreamWithATokenEndsAfterItsLifetime() {
    try (FakeService impatient =
            start(Map.of("live.keep-alive", "20ms", "live.authorized-lifetime", "40ms"));
        EventReader open = new EventReader(impatient.url(), FEED);
        EventReader own = new EventReader(impatient.url(), "/scores/user", ANN)) {
      while (own.block().isPresent()) {
        assertTrue(open.block().isPresent());
      }
      assertTrue(open.block().isPresent());
    }
  }

  @Test
  void streamIsClosedWithItsConnection() {
    try (EventReader reader = open(FEED)) {
      reader.block();
      assertTrue(openStreams(fake) >= 1);
    }
    while (openStreams(fake) > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void streamBeyondTheLimitReturns503() {
    try (FakeService small = start(Map.of("live.max-streams-per-address", 1));
        FakeClient other = new FakeClient(small.url())) {
      try (EventReader first = new EventReader(small.url(), FEED)) {
        assertEquals(200, first.status());
        HttpResponse<String> second = other.get(FEED, STREAM);
        assertEquals(503, second.statusCode());
        assertEquals("1", second.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(200, other.get(FEED).statusCode());
      }
      while (openStreams(small) > 0) {
        Thread.onSpinWait();
      }
      try (EventReader next = new EventReader(small.url(), FEED)) {
        assertEquals(200, next.status());
      }
    }
  }

  @Test
  void stopEndsStreams() {
    try (FakeService stopping = start(Map.of())) {
      EventReader reader = new EventReader(stopping.url(), FEED);
      reader.block();
      EventReader late = new EventReader(stopping.url(), FEED);
      var stopped =
          stopping.bean(GracefulShutdownManager.class).shutdownGracefully().toCompletableFuture();
      assertEquals(Optional.empty(), reader.event());
      assertEquals(Optional.empty(), late.event());
      stopped.join();
      reader.close();
      late.close();
    }
  }

  @Test
  void slowReaderIsCutOff() throws IOException {
    try (FakeService small =
            start(Map.of("live.buffered-events", 500, "live.poll-interval", "1ms"));
        Socket slow = new Socket();
        EventReader other = new EventReader(small.url(), FEED)) {
      slow.setReceiveBufferSize(4096);
      slow.connect(new InetSocketAddress(small.url().getHost(), small.url().getPort()));
      slow.getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"
                  .formatted(FEED)
                  .getBytes(StandardCharsets.US_ASCII));
      assertEquals('H', slow.getInputStream().read());
      while (openStreams(small) < 2) {
        Thread.onSpinWait();
      }
      InMemoryScores scores = small.bean(InMemoryScores.class);
      var cutOff = small.bean(MeterRegistry.class).get("live.streams.cut.off").counter();
      int written = 0;
      while (cutOff.count() == 0) {
        for (int i = 0; i < 100; i++) {
          LiveWrites.upsert(scores, ++written);
        }
        for (int i = 0; i < 100; i++) {
          other.next();
        }
      }
      assertEquals(1, cutOff.count());
      while (openStreams(small) > 1) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void catchingUpMissesAndRepeatsNothing() {
    int early = 5500;
    int late = 2500;
    InMemoryScores scores = fake.bean(InMemoryScores.class);
    LiveWrites.upsert(scores, 0);
    String start = next("?limit=1");
    IntStream.rangeClosed(1, early).forEach(exercise -> LiveWrites.upsert(scores, exercise));
    try (EventReader live = open(FEED);
        EventReader reader = open(FEED, "Last-Event-ID", start)) {
      Thread writer =
          Thread.startVirtualThread(
              () ->
                  IntStream.rangeClosed(early + 1, early + late)
                      .forEach(exercise -> LiveWrites.upsert(scores, exercise)));
      for (int exercise = 1; exercise <= early + late; exercise++) {
        assertTrue(reader.next().data().contains("\"sequence\":" + (exercise + 1) + ","), "no gap");
      }
      for (int exercise = early + 1; exercise <= early + late; exercise++) {
        assertTrue(live.next().data().contains("\"sequence\":" + (exercise + 1) + ","), "no gap");
      }
      while (writer.isAlive()) {
        Thread.onSpinWait();
      }
    }
  }
}
