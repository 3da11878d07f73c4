package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.traces.ReceivedSpan;
import dev.scores.traces.TraceReceiver;
import dev.scores.traces.TraceTree;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a collector gets from the service, by OTLP over real HTTP. */
class TracingTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final String SAMPLED = "00-" + TRACE + "-" + PARENT + "-01";
  private static final String WRITE = "{\"exercise_id\":85,\"correct\":true}";

  private final UsersStub users = new UsersStub();
  private final TraceReceiver receiver = new TraceReceiver();
  private final ScoresService service =
      ScoresService.start(
          users,
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          receiver.url(),
          "OTEL_EXPORTER_OTLP_HEADERS",
          "Authorization=Bearer%20sesame",
          "OTEL_SERVICE_NAME",
          "");

  @AfterEach
  void close() {
    service.close();
    receiver.close();
    users.close();
  }

  @Test
  void traceHasTokenCheckQueueBatchAndStatement() {
    patch(SAMPLED);
    List<ReceivedSpan> trace = exported();
    assertEquals(
        List.of(
            "scores server PATCH /scores",
            "  scores client GET",
            "  scores internal queue upsert",
            "  scores internal batch upsert",
            "    scores internal HikariUrlDataSource.getConnection",
            "    scores client SELECT " + service.databaseUrl().replaceFirst(".*/", "")),
        TraceTree.outline(trace));
    ReceivedSpan server = named(trace, "PATCH /scores");
    assertEquals(PARENT, server.parentId());
    assertEquals("/scores", server.attributes().get("http.route"));
    assertEquals("201", server.attributes().get("http.response.status_code"));
    assertEquals("1", named(trace, "batch upsert").attributes().get("batch.size"));
    assertEquals(
        List.of("00-" + TRACE + "-" + named(trace, "GET").id() + "-01"), users.traceParents());
    assertEquals(Set.of("Bearer sesame"), Set.copyOf(receiver.authorizations()));
    assertFalse(trace.toString().contains("user-1"), "a span has the token");
  }

  @Test
  void spansHaveTheRouteAndNotThePath() {
    service.get("/scores/4711", "traceparent", SAMPLED);
    service.get("/scores/a-b-c", "traceparent", SAMPLED);
    service.get("/scores?exercise_id=85", "traceparent", SAMPLED);
    service.get("/scores/user", "traceparent", SAMPLED);
    assertEquals(
        Set.of("GET /scores/{score_id}", "GET /scores", "GET /scores/user"),
        exported().stream()
            .filter(span -> span.kind().equals("server"))
            .peek(span -> assertFalse(span.failed(), span.toString()))
            .map(ReceivedSpan::name)
            .collect(Collectors.toSet()));
  }

  @Test
  void failureOfADependencyIsAFailedSpan() {
    users.respond("t", 500, "");
    assertEquals(
        503,
        service.get("/scores/user", "Authorization", "Bearer t", "traceparent", SAMPLED).status());
    assertTrue(named(exported(), "GET /scores/user").failed());
  }

  /** It ends with the read timeout of its connection, which may be later than the response. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void tokenCheckThatTimesOutIsAFailedSpan() {
    users.hold("t");
    assertEquals(
        503,
        service.get("/scores/user", "Authorization", "Bearer t", "traceparent", SAMPLED).status());
    List<ReceivedSpan> trace = exported();
    while (trace.size() < 2) {
      trace = exported();
    }
    assertEquals(
        List.of("scores server GET /scores/user", "  scores client GET"), TraceTree.outline(trace));
    assertTrue(named(trace, "GET").failed());
  }

  @Test
  void onlyRequestsBeginTraces() throws Exception {
    for (String path : List.of("/ping", "/health", "/health/readiness", "/metrics")) {
      plain(path);
    }
    service.get("/scores/4711");
    flush();
    assertEquals(
        Set.of("GET /scores/{score_id}"),
        receiver.spans().stream()
            .filter(span -> span.parentId().isEmpty())
            .map(ReceivedSpan::name)
            .collect(Collectors.toSet()));
  }

  @Test
  void requestThatTheCallerDoesNotTraceIsNotTraced() {
    patch("00-" + TRACE + "-" + PARENT + "-00");
    assertEquals(List.of(), exported());
  }

  @Test
  void metricsHaveExemplars() throws Exception {
    service.get("/scores/4711", "traceparent", SAMPLED);
    assertTrue(
        plain("/metrics", "Accept", "application/openmetrics-text;version=1.0.0")
            .lines()
            .anyMatch(
                line ->
                    line.startsWith("http_server_requests_seconds_bucket")
                        && line.contains("trace_id=\"" + TRACE + "\"")));
    assertFalse(plain("/metrics").contains("trace_id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://127.0.0.1:1"})
  void responsesAreTheSameWithoutTracingAndWithoutCollector(String endpoint) {
    try (UsersStub others = new UsersStub();
        ScoresService other =
            ScoresService.start(others, "OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)) {
      assertEquals(
          201,
          other
              .send(
                  other.request(
                      "PATCH",
                      "/scores",
                      WRITE,
                      "Authorization",
                      "Bearer user-1",
                      "Content-Type",
                      ScoresService.JSON,
                      "traceparent",
                      SAMPLED))
              .status());
      assertEquals(200, other.get("/scores").status());
      assertEquals(!endpoint.isEmpty(), other.hasBean(OpenTelemetry.class));
      assertEquals(endpoint.isEmpty(), others.traceParents().isEmpty());
    }
  }

  private void patch(String traceparent) {
    service.send(
        service.request(
            "PATCH",
            "/scores",
            WRITE,
            "Authorization",
            "Bearer user-1",
            "Content-Type",
            ScoresService.JSON,
            "traceparent",
            traceparent));
  }

  private static ReceivedSpan named(List<ReceivedSpan> trace, String name) {
    return trace.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }

  /** The spans of the trace, after all that have ended are exported. */
  private List<ReceivedSpan> exported() {
    flush();
    return receiver.trace(TRACE);
  }

  private void flush() {
    OpenTelemetrySdk sdk = (OpenTelemetrySdk) service.bean(OpenTelemetry.class);
    assertTrue(sdk.getSdkTracerProvider().forceFlush().join(1, TimeUnit.MINUTES).isSuccess());
  }

  /** Without the fixture, which checks responses against the contract. */
  private String plain(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString()).body();
    }
  }
}
