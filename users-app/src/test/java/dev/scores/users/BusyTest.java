package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.UsersTestServer.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More concurrent logins than the hashing queue accepts: the surplus gets 503 or 429. */
class BusyTest {

  private static final String PATIENCE = "passwords.max-wait";

  @BeforeEach
  void shortenTheWait() {
    System.setProperty(PATIENCE, "1ms");
  }

  @AfterEach
  void restoreTheWait() {
    System.clearProperty(PATIENCE);
  }

  @Test
  void loginThatWaitsTooLongReturns503() {
    try (UsersTestServer service =
        UsersTestServer.startWithRealHashing(
            "DATABASE_URL", UsersTestDatabase.URL, "PASSWORD_HASHES_AT_ONCE", "1")) {
      List<Answer> answers =
          IntStream.range(0, 10)
              .mapToObj(
                  i ->
                      service.postSoon(
                          "/api/login", "{\"username\":\"u%d\",\"password\":\"p\"}".formatted(i)))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      List<Answer> rejected = answers.stream().filter(answer -> answer.status() == 503).toList();
      assertFalse(rejected.isEmpty());
      rejected.forEach(
          answer -> {
            answer.is(
                503,
                "{\"error\":\"Service Unavailable\",\"message\":\"The service is unavailable."
                    + " Please try again.\"}");
            assertEquals("1", answer.header("Retry-After"));
          });
      assertTrue(answers.stream().anyMatch(answer -> answer.status() == 401));
    }
  }

  @Test
  void aBurstFromOneAddressReturns429() {
    System.clearProperty(PATIENCE);
    try (UsersTestServer service =
        UsersTestServer.startWithRealHashing(
            "DATABASE_URL",
            UsersTestDatabase.URL,
            "PASSWORD_HASHES_AT_ONCE",
            "1",
            "LOGIN_RATE_LIMIT",
            "0")) {
      List<Answer> answers =
          IntStream.range(0, 100)
              .mapToObj(
                  i ->
                      service.postSoon(
                          "/api/login", "{\"username\":\"u%d\",\"password\":\"p\"}".formatted(i)))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      List<Answer> rejected = answers.stream().filter(answer -> answer.status() == 429).toList();
      assertFalse(rejected.isEmpty());
      rejected.forEach(answer -> assertEquals("1", answer.header("Retry-After")));
      assertTrue(answers.stream().anyMatch(answer -> answer.status() == 401));
    }
  }
}
