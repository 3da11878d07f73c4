package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rejected logins are counted by reason, under {@code /auth} and under {@code /api}. */
class LoginMetricsTest {

  @Test
  void rejectedLoginsAreCountedByReason() {
    try (UsersTestServer service = UsersTestServer.start("LOGIN_RATE_LIMIT", "3")) {
      service.register("metered");
      service.register("idle");
      service.execute("update users set active = false where username = 'idle'");
      logIn(service, "nobody", "correct horse", 401);
      logIn(service, "idle", "correct horse", 401);
      logIn(service, "metered", "correct horse", 200);
      logIn(service, "metered", "wrong horse", 401);
      service
          .post("/auth/login", "{\"email\":\"metered@example.com\",\"password\":\"wrong horse\"}")
          .is(
              404,
              "{\"status\":\"fail\",\"message\":\"User does not exist.\","
                  + "\"code\":\"user_does_not_exist\"}");
      logIn(service, "metered", "wrong horse", 429);
      String metrics = metrics(service);
      Map.of(
              "unknown_account", 1,
              "inactive_user", 1,
              "wrong_password", 2,
              "unsupported_hash", 0,
              "limited", 1,
              "busy", 0)
          .forEach((reason, count) -> assertEquals(count, rejected(metrics, reason), reason));
    }
  }

  private static void logIn(UsersTestServer service, String name, String password, int status) {
    String credentials = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password);
    assertEquals(status, service.post("/api/login", credentials).status());
  }

  /** Without the fixture, which checks responses against the contract. */
  private static String metrics(UsersTestServer service) {
    URI uri = URI.create("http://localhost:" + service.port() + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
          .join()
          .body();
    }
  }

  private static int rejected(String metrics, String reason) {
    Matcher line =
        Pattern.compile("(?m)^logins_rejected_total\\{.*reason=\"" + reason + "\".*} (\\d+)")
            .matcher(metrics);
    assertEquals(true, line.find(), metrics);
    return Integer.parseInt(line.group(1));
  }
}
