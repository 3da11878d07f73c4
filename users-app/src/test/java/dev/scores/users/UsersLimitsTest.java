package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.UsersTestServer.Response;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Attempt limits with {@code LOGIN_RATE_LIMIT=2}. Each test uses client addresses of its own. */
class UsersLimitsTest {

  private static final String TOO_MANY =
      "{\"status\":\"fail\",\"message\":\"Too many attempts. Please try again later.\","
          + "\"code\":\"too_many_attempts\"}";
  private static final String API_TOO_MANY =
      "{\"error\":\"Too Many Requests\","
          + "\"message\":\"Too many attempts. Please try again later.\"}";

  private static final String FORWARDED = "X-Forwarded-For";

  private static UsersTestServer service;
  private static String adas = "";

  @BeforeAll
  static void start() {
    service = UsersTestServer.start("LOGIN_RATE_LIMIT", "2", "TRUSTED_PROXIES", "127.0.0.1, ::1");
    adas = service.register("ada");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void attemptsAtKnownAndUnknownAccountsAreLimited() {
    int address = 10;
    for (String name : new String[] {"ada", "nobody"}) {
      for (String route : new String[] {"/api/login", "/auth/login"}) {
        address++;
        String from = "198.51.100." + address;
        String wrong = "{\"email\":\"%s@example.com\",\"password\":\"wrong\"}".formatted(name);
        int status = route.startsWith("/api") ? 401 : 404;
        assertEquals(status, post(route, wrong, from).status());
        assertEquals(status, post(route, wrong, from).status());
        Response third =
            post(route, wrong, from).is(429, route.startsWith("/api") ? API_TOO_MANY : TOO_MANY);
        int wait = Integer.parseInt(third.header("Retry-After"));
        assertTrue(wait >= 1 && wait <= 31, third.header("Retry-After"));
      }
    }
  }

  @Test
  void correctPasswordIsLimitedToo() {
    String right = "{\"username\":\"ada\",\"password\":\"correct horse\"}";
    assertEquals(200, post("/api/login", right, "198.51.100.1").status());
    assertEquals(200, post("/api/login", right, "198.51.100.1").status());
    post("/api/login", right, "198.51.100.1").is(429, API_TOO_MANY);
    assertEquals(200, post("/api/login", right, "198.51.100.2").status());
  }

  @Test
  void emailInAnotherCaseIsTheSameAccount() {
    for (String email : new String[] {"x@example.com", "X@example.com"}) {
      post("/auth/login", "{\"email\":\"" + email + "\",\"password\":\"p\"}", "198.51.100.3");
    }
    post("/auth/login", "{\"email\":\"x@EXAMPLE.com\",\"password\":\"p\"}", "198.51.100.3")
        .is(429, TOO_MANY);
    post(
            "/api/login",
            "{\"username\":\"y\",\"email\":\" X@example.com \",\"password\":\"p\"}",
            "198.51.100.3")
        .is(429, API_TOO_MANY);
  }

  @Test
  void nameAndEmailCountTogether() {
    String byName = "{\"username\":\"ada\",\"password\":\"wrong\"}";
    String byEmail = "{\"email\":\"ADA@example.com\",\"password\":\"wrong\"}";
    assertEquals(401, post("/api/login", byName, "198.51.100.20").status());
    assertEquals(401, post("/api/login", byEmail, "198.51.100.20").status());
    post("/api/login", byName, "198.51.100.20").is(429, API_TOO_MANY);
    post("/api/login", byEmail, "198.51.100.20").is(429, API_TOO_MANY);
  }

  @Test
  void localeSpellingIsTheSameAccount() {
    service.register("alice");
    String dotted = "{\"email\":\"al\\u0130ce@example.com\",\"password\":\"correct horse\"}";
    assertEquals(401, post("/api/login", dotted, "198.51.100.21").status());
    assertEquals(404, post("/auth/login", dotted, "198.51.100.22").status());
  }

  @Test
  void accountHasALimitForAllAddresses() {
    service.register("carol");
    String right = "{\"username\":\"carol\",\"password\":\"correct horse\"}";
    String wrong = "{\"username\":\"carol\",\"password\":\"wrong\"}";
    assertEquals(200, post("/api/login", right, "203.0.113.200").status());
    long guesses =
        IntStream.range(0, 30)
            .filter(i -> post("/api/login", wrong, "203.0.113." + i).status() == 401)
            .count();
    assertTrue(guesses >= 9 && guesses < 30, guesses + " guesses");
    assertEquals(200, post("/api/login", right, "203.0.113.200").status());
  }

  @Test
  void responsesThatRevealTakenNamesAreLimited() {
    service.execute(
        "insert into users (username, email)"
            + " select 'taken' || i, 'taken' || i || '@example.com' from generate_series(1, 3) i");
    for (int i = 1; i <= 3; i++) {
      String taken =
          "{\"username\":\"new%1$d\",\"email\":\"taken%1$d@example.com\",\"password\":\"correct horse\"}"
              .formatted(i);
      Response response = post("/auth/register", taken, "198.51.100.23");
      assertEquals(i <= 2 ? 400 : 429, response.status(), response.body());
    }
  }

  @Test
  void registrationsAreLimited() {
    String taken =
        "{\"username\":\"ada\",\"email\":\"new@example.com\",\"password\":\"correct horse\"}";
    assertEquals(400, post("/api/register", taken, "198.51.100.4").status());
    assertEquals(400, post("/auth/register", taken, "198.51.100.4").status());
    post("/auth/register", taken, "198.51.100.4").is(429, TOO_MANY);
    post("/api/register", taken, "198.51.100.4").is(429, API_TOO_MANY);
  }

  @Test
  void addressHasAHigherLimit() {
    int rejected = 0;
    long start = System.nanoTime();
    for (int i = 0; i < 30; i++) {
      Response response =
          post(
              "/auth/login",
              "{\"email\":\"u%d@example.com\",\"password\":\"p\"}".formatted(i),
              "198.51.100.5");
      rejected += response.status() == 429 ? 1 : 0;
    }
    // Twenty, and one more for each three seconds of refill.
    long most = 21 + Duration.ofNanos(System.nanoTime() - start).toSeconds() / 3;
    int served = 30 - rejected;
    assertTrue(served >= 20 && served <= most, served + " were served, at most " + most);
  }

  @Test
  void passwordChangesAreLimited() {
    String wrong = "{\"old\":\"wrong\",\"new\":\"battery staple\"}";
    String[] headers = {FORWARDED, "198.51.100.6", "Authorization", "Bearer " + adas};
    assertEquals(400, service.put("/auth/password", wrong, headers).status());
    assertEquals(400, service.put("/auth/password", wrong, headers).status());
    service.put("/auth/password", wrong, headers).is(429, TOO_MANY);
  }

  @Test
  void invalidPayloadsAreNotCounted() {
    for (int i = 0; i < 5; i++) {
      assertEquals(400, post("/auth/login", "{}", "198.51.100.7").status());
    }
  }

  @Test
  void untrustedPeerCannotSetItsAddress() {
    try (UsersTestServer direct =
        UsersTestServer.start("DATABASE_URL", service.databaseUrl(), "LOGIN_RATE_LIMIT", "2")) {
      for (int i = 1; i <= 3; i++) {
        Response response =
            direct.post(
                "/api/login",
                "{\"username\":\"nobody\",\"password\":\"p\"}",
                FORWARDED,
                "198.51.100." + i);
        assertEquals(i < 3 ? 401 : 429, response.status());
      }
    }
  }

  @Test
  void instancesOnOneDatabaseShareTheLimits() {
    String wrong = "{\"username\":\"dora\",\"password\":\"wrong\"}";
    try (UsersTestServer other =
        UsersTestServer.start(
            "DATABASE_URL",
            service.databaseUrl(),
            "LOGIN_RATE_LIMIT",
            "2",
            "TRUSTED_PROXIES",
            "127.0.0.1, ::1")) {
      assertEquals(401, post("/api/login", wrong, "198.51.100.30").status());
      assertEquals(401, other.post("/api/login", wrong, FORWARDED, "198.51.100.30").status());
      post("/api/login", wrong, "198.51.100.30").is(429, API_TOO_MANY);
      other.post("/api/login", wrong, FORWARDED, "198.51.100.30").is(429, API_TOO_MANY);
    }
  }

  @Test
  void zeroTurnsLimitsOff() {
    try (UsersTestServer open =
        UsersTestServer.start("DATABASE_URL", service.databaseUrl(), "LOGIN_RATE_LIMIT", "0")) {
      for (int i = 0; i < 30; i++) {
        assertEquals(
            401, open.post("/api/login", "{\"username\":\"nobody\",\"password\":\"p\"}").status());
      }
    }
  }

  private static Response post(String path, String payload, String from) {
    return service.post(path, payload, FORWARDED, "10.0.0.1, " + from);
  }
}
