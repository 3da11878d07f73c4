package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.app.ScoresService.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service has no routes or tokens of the fake, whatever its properties are. */
class NoFakeTest {

  private static final String NOT_FOUND =
      "{\"status\":\"fail\",\"message\":\"Not found.\",\"code\":\"not_found\"}";

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    users.respond("user-1", 401, "{\"status\":\"error\",\"message\":\"Invalid token.\"}");
    service = ScoresService.start(users);
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/__fake", "/__fake/reset", "/__fake/fail"})
  void controlRoutesDoNotExist(String path) {
    for (String method : new String[] {"GET", "POST"}) {
      Response response = service.send(service.request(method, path, ""));
      assertEquals("404 " + NOT_FOUND, response.status() + " " + response.body());
    }
  }

  @Test
  void tokenOfTheFakeIsRejected() {
    assertEquals(401, service.get("/scores/user", "Authorization", "Bearer user-1").status());
    assertEquals(1, users.lookups("user-1"));
  }
}
