package dev.scores.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.scores.client.api.ScoresApi;
import dev.scores.client.model.Failure;
import dev.scores.client.model.FailureCode;
import dev.scores.client.model.Score;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client keeps working with a service of a newer minor version (VERSIONING.md). */
class NewerServiceTest {

  private HttpServer service;
  private ApiClient client;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.start();
    client = new ApiClient();
    client.updateBaseUri(
        "http://%s:%d"
            .formatted(
                service.getAddress().getAddress().getHostAddress(),
                service.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  void newMemberIsIgnored() throws ApiException {
    respond(
        200,
        """
        {"status":"success","planted":1,"data":{"id":4,"user_id":1,"exercise_id":85,"correct":true,
        "created_at":"2026-11-20T20:25:31.105132Z","updated_at":"2026-11-20T20:25:31.105132Z",
        "attempts":1,"solved_at":null,"attempts_to_solve":null,
        "planted":{"a":[]}}}
        """);
    Score score = new ScoresApi(client).getScore(4L, null).getData();
    assertEquals(85L, score.getExerciseId());
  }

  @Test
  void newCodeIsUnknown() throws IOException {
    respond(
        404, "{\"status\":\"fail\",\"message\":\"Planted.\",\"code\":\"planted\",\"planted\":1}");
    ApiException thrown =
        assertThrows(ApiException.class, () -> new ScoresApi(client).getScore(4L, null));
    assertEquals(404, thrown.getCode());
    Failure failure = client.getObjectMapper().readValue(thrown.getResponseBody(), Failure.class);
    assertEquals(FailureCode.UNKNOWN_DEFAULT_OPEN_API, failure.getCode());
  }

  private void respond(int status, String json) {
    service.createContext(
        "/",
        exchange -> {
          byte[] body = json.getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
