package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scores.devservices.ForkedService;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The log lines of a process. */
@Execution(ExecutionMode.CONCURRENT)
class LogOutputTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path directory;

  @Test
  void productionLogsJsonWithRequestIdsAndNoSecrets() throws Exception {
    Path file = directory.resolve("scores.log");
    String output = outputOf(Map.of("LOG_FILE", file.toString()));
    List<JsonNode> lines = new ArrayList<>();
    for (String line : output.lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    for (JsonNode line : lines) {
      Instant.parse(line.path("timestamp").asText());
      for (String field : List.of("level", "logger", "message", "service", "version")) {
        assertFalse(line.path(field).asText().isEmpty(), line.toString());
      }
    }
    assertEquals("scores", lines.getFirst().path("service").asText());
    String start =
        lines.stream()
            .map(line -> line.path("message").asText())
            .filter(message -> message.startsWith("starting version "))
            .findFirst()
            .orElseThrow(() -> new AssertionError(output));
    assertTrue(start.matches("starting version [\\w.]+ in production on Java 25.*"), start);
    assertTrue(
        start.contains(" DATABASE_URL=postgres://somebody:***@127.0.0.1:1/none MIGRATE_ON_START="),
        start);
    assertFalse(start.contains("REQUEST_TIMEOUT"), start);
    assertFalse(output.contains("\"access\""), output);
    JsonNode ofTheRequest =
        lines.stream()
            .filter(line -> line.path("request_id").asText().equals("the-request"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(output));
    assertEquals("WARN", ofTheRequest.path("level").asText());
    assertEquals("dev.scores.app.auth.UsersServiceLog", ofTheRequest.path("logger").asText());
    assertTrue(ofTheRequest.path("trace_id").isMissingNode(), output);
    assertFalse(output.contains("the-token") || output.contains("the-password"), output);
    assertEquals(output, Files.readString(file));
  }

  @Test
  void collectorThatIsDownIsOneLineAndTracesAreInLogLines() throws Exception {
    String output = outputOf(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));
    List<JsonNode> lines = new ArrayList<>();
    for (String line : output.lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    JsonNode ofTheRequest =
        lines.stream()
            .filter(line -> line.path("request_id").asText().equals("the-request"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(output));
    assertEquals("0af7651916cd43dd8448eb211c80319c", ofTheRequest.path("trace_id").asText());
    assertTrue(ofTheRequest.path("span_id").asText().matches("[0-9a-f]{16}"), output);
    assertEquals(
        1,
        lines.stream()
            .map(line -> line.path("message").asText())
            .filter(text -> text.startsWith("trace collector at http://127.0.0.1:1 takes no spans"))
            .count(),
        output);
  }

  @Test
  void developmentLogsTextWithAnAccessLogLineForEachRequest() throws Exception {
    String output = outputOf(Map.of("MICRONAUT_ENVIRONMENTS", "dev", "ACCESS_LOG", "on"));
    assertTrue(
        output
            .lines()
            .allMatch(
                line -> line.matches("[0-9:.]{12} (INFO |WARN |ERROR) scores/[\\w.]+ [\\w.$]+ .*")),
        output);
    assertTrue(
        output.contains(" the-request users service at http://127.0.0.1:1 is unreachable: "),
        output);
    List<String> lines = output.lines().filter(line -> line.contains(" access ")).toList();
    assertEquals(3, lines.size(), output);
    assertTrue(
        lines
            .getFirst()
            .matches(".* 127.0.0.1 \"GET /scores/user HTTP/1.1\" 503 \\d+ \\d+ the-request"),
        output);
    assertTrue(lines.get(1).contains(" \"GET /scores/7 HTTP/1.1\" 503 "), output);
  }

  @Test
  void developmentLogsTheTraceIfThereIsOne() throws Exception {
    String output =
        outputOf(
            Map.of(
                "MICRONAUT_ENVIRONMENTS",
                "dev",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:1"));
    assertTrue(
        output.contains(
            " the-request 0af7651916cd43dd8448eb211c80319c users service at http://127.0.0.1:1 is"),
        output);
  }

  /** The output of a service after a request whose token it could not look up. */
  private static String outputOf(Map<String, String> more) throws Exception {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "PORT", "0",
                "MIGRATE_ON_START", "false",
                "DATABASE_URL", "postgres://somebody:the-password@127.0.0.1:1/none",
                "USERS_SERVICE_URL", "http://127.0.0.1:1"));
    environment.putAll(more);
    try (ForkedService service = ForkedService.start(ScoresApplication.class, environment);
        HttpClient client = HttpClient.newHttpClient()) {
      service.send(
          client,
          "GET",
          "/scores/user",
          "",
          "Authorization",
          "Bearer the-token",
          "X-Request-Id",
          "the-request",
          "traceparent",
          "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
      service.send(client, "GET", "/scores/7", "");
      service.send(client, "GET", "/health/readiness", "");
      service.terminate();
      ForkedService.Exit ended = service.awaitExit();
      assertEquals(0, ended.status(), ended.errors());
      assertEquals("", ended.errors());
      return ended.output();
    }
  }
}
