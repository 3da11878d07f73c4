package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.scores.app.ScoresService.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service defends itself against responses of a compromised users service. */
class UntrustedUsersServiceTest {

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
    service =
        ScoresService.start(users, "DATABASE_URL", TestDatabases.SHARED, "AUTH_CACHE_TTL", "0");
  }

  @AfterEach
  void stop() {
    service.close();
    users.close();
    server.stop(0);
  }

  /** A redirect would send the caller's token to another server. */
  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsNotFollowed(int status) {
    users.redirect("t", status, "http://localhost:" + server.getAddress().getPort() + "/elsewhere");
    service.get("/scores/user", "Authorization", "Bearer t").is(503, UNAVAILABLE);
    assertEquals(0, elsewhere.get());
  }

  @Test
  void endlessResponseIsCutOff() {
    String endless = UsersStub.user("7", "true").replace("{\"status\"", "{\"x\":\"%s\",\"status\"");
    users.respond("t", 200, endless.formatted("x".repeat(60_000)));
    assertEquals(200, service.get("/scores/user", "Authorization", "Bearer t").status());
    users.respond("t", 200, endless.formatted("x".repeat(70_000)));
    service.get("/scores/user", "Authorization", "Bearer t").is(503, UNAVAILABLE);
    users.respond("t", 200, "[".repeat(60_000));
    Response response = service.get("/scores/user", "Authorization", "Bearer t");
    response.is(503, UNAVAILABLE);
  }
}
