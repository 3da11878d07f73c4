package team.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.scores.client.ApiClient;
import dev.scores.client.ApiException;
import dev.scores.client.api.ScoresApi;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.Scores;
import dev.scores.domain.UserId;
import dev.scores.domain.testkit.ScoresContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProgressReportTest {

  private static final UserId ANN = new UserId(7);
  private static final ScoreDraft LOOPS = new ScoreDraft(new ExerciseId(3), true);

  private HttpServer service;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  void scoreIsWrittenToBoth() throws ApiException {
    respond(
        200,
        """
        {"status":"success","message":"Score was updated!","data":{"id":4,"user_id":7,"exercise_id":3,
        "correct":true,"created_at":"2026-11-20T20:25:31.105132Z",
        "updated_at":"2026-11-20T20:25:31.105132Z"}}
        """);
    ProgressReport report = report();
    assertTrue(report.isFirst(ANN, LOOPS, Instant.now()));
    assertFalse(report.isFirst(ANN, LOOPS, Instant.now()));
  }

  @Test
  void unavailableServiceIsAnException() {
    respond(503, "{\"status\":\"error\",\"message\":\"Later.\",\"code\":\"service_unavailable\"}");
    ApiException thrown =
        assertThrows(ApiException.class, () -> report().isFirst(ANN, LOOPS, Instant.now()));
    assertEquals(503, thrown.getCode());
  }

  @Nested
  class OwnStore extends ScoresContract {
    @Override
    protected Scores emptyStore() {
      return new InMemoryScores();
    }
  }

  private ProgressReport report() {
    ApiClient client = new ApiClient();
    client.updateBaseUri("http://127.0.0.1:" + service.getAddress().getPort());
    return new ProgressReport(new InMemoryScores(), new ScoresApi(client));
  }

  private void respond(int status, String json) {
    service.createContext(
        "/scores",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, json.getBytes(UTF_8).length);
          exchange.getResponseBody().write(json.getBytes(UTF_8));
          exchange.close();
        });
  }
}
