package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.scores.app.ScoresService.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The users service is trusted to say who calls, and with nothing else. */
class ForeignAnswersTest {

  private static final String UNAVAILABLE =
      "{\"status\":\"error\",\"message\":\"Authentication is unavailable. Please try again.\","
          + "\"code\":\"authentication_unavailable\"}";

  private final AtomicInteger elsewhere = new AtomicInteger();
  private final UsersStub users = new UsersStub();
  private HttpServer server;
  private ScoresService service;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/elsewhere",
        exchange -> {
          elsewhere.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    service = ScoresService.start(users, "DATABASE_URL", SharedDatabase.URL, "AUTH_CACHE_TTL", "0");
  }

  @AfterEach
  void stop() {
    service.close();
    users.close();
    server.stop(0);
  }

  /** Wherever that were: the caller's token would go there. */
  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNotFollowed(int status) {
    users.redirect("t", status, "http://localhost:" + server.getAddress().getPort() + "/elsewhere");
    service.get("/scores/user", "Authorization", "Bearer t").is(503, UNAVAILABLE);
    assertEquals(0, elsewhere.get());
  }

  @Test
  void anAnswerWithoutEndIsNotReadToTheEnd() {
    String endless = UsersStub.user("7", "true").replace("{\"status\"", "{\"x\":\"%s\",\"status\"");
    users.say("t", 200, endless.formatted("x".repeat(60_000)));
    assertEquals(200, service.get("/scores/user", "Authorization", "Bearer t").status());
    users.say("t", 200, endless.formatted("x".repeat(70_000)));
    service.get("/scores/user", "Authorization", "Bearer t").is(503, UNAVAILABLE);
    users.say("t", 200, "[".repeat(60_000));
    Answer answer = service.get("/scores/user", "Authorization", "Bearer t");
    answer.is(503, UNAVAILABLE);
  }
}
