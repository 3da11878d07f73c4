package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.UsersTestServer.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More concurrent logins than the hashing queue accepts: the surplus gets 503 or 429. */
class HashingOverloadTest {

  private static final String MAX_WAIT = "passwords.max-wait";

  @BeforeEach
  void shortenTheWait() {
    System.setProperty(MAX_WAIT, "1ms");
  }

  @AfterEach
  void restoreTheWait() {
    System.clearProperty(MAX_WAIT);
  }

  @Test
  void loginThatWaitsTooLongReturns503() {
    try (UsersTestServer service =
        UsersTestServer.startWithRealHashing(
            "DATABASE_URL", UsersTestDatabases.SHARED, "PASSWORD_HASHES_AT_ONCE", "1")) {
      List<Response> responses =
          IntStream.range(0, 10)
              .mapToObj(
                  i ->
                      service.postAsync(
                          "/api/login", "{\"username\":\"u%d\",\"password\":\"p\"}".formatted(i)))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      List<Response> rejected =
          responses.stream().filter(response -> response.status() == 503).toList();
      assertFalse(rejected.isEmpty());
      rejected.forEach(
          response -> {
            response.is(
                503,
                "{\"error\":\"Service Unavailable\",\"message\":\"The service is unavailable."
                    + " Please try again.\"}");
            assertEquals("1", response.header("Retry-After"));
          });
      assertTrue(responses.stream().anyMatch(response -> response.status() == 401));
    }
  }

  @Test
  void burstFromOneAddressReturns429() {
    System.clearProperty(MAX_WAIT);
    try (UsersTestServer service =
        UsersTestServer.startWithRealHashing(
            "DATABASE_URL",
            UsersTestDatabases.SHARED,
            "PASSWORD_HASHES_AT_ONCE",
            "1",
            "LOGIN_RATE_LIMIT",
            "0")) {
      List<Response> responses =
          IntStream.range(0, 100)
              .mapToObj(
                  i ->
                      service.postAsync(
                          "/api/login", "{\"username\":\"u%d\",\"password\":\"p\"}".formatted(i)))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      List<Response> rejected =
          responses.stream().filter(response -> response.status() == 429).toList();
      assertFalse(rejected.isEmpty());
      rejected.forEach(response -> assertEquals("1", response.header("Retry-After")));
      assertTrue(responses.stream().anyMatch(response -> response.status() == 401));
    }
  }
}
