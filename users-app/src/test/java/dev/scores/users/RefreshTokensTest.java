package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.UsersTestServer.Response;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The grant {@code refresh_token} of {@code POST /oauth/token}. */
class RefreshTokensTest {

  private static final String LOGIN = "{\"username\":\"ada\",\"password\":\"correct horse\"}";
  private static final String INVALID =
      "{\"error\":\"invalid_grant\",\"error_description\":"
          + "\"The refresh token is unknown, used or expired, or its session has ended.\"}";

  private static UsersTestServer service;
  private Response login;

  @BeforeAll
  static void start() {
    service = UsersTestServer.start("LOGIN_RATE_LIMIT", "0");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void ada() {
    service.execute("truncate users, revoked_tokens restart identity cascade");
    service.register("ada");
    login = service.post("/api/login", LOGIN);
  }

  @Test
  void refreshReturnsNewTokensOfTheSameSession() {
    Response refreshed = refresh(login.refreshToken());
    assertEquals(
        "{\"access_token\":\"TOKEN\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
            + "\"refresh_token\":\"REFRESH\"}",
        refreshed.plain());
    assertEquals(200, refreshed.status());
    assertEquals("private, no-store", refreshed.header("Cache-Control"));
    assertNotEquals(login.refreshToken(), refreshed.refreshToken());
    assertEquals(200, service.status(refreshed.token()).status());
    assertEquals(200, service.status(login.token()).status());
    assertEquals("2", service.value("select count(*) from sessions"));
    assertEquals(200, refresh(refreshed.refreshToken()).status());
  }

  @Test
  void fiftyConcurrentUsesReplaceTheTokenOnce() {
    List<Response> responses =
        IntStream.range(0, 50)
            .mapToObj(i -> service.sendAsync(request(login.refreshToken())))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertEquals(Set.of(200), responses.stream().map(Response::status).collect(Collectors.toSet()));
    Set<String> successors =
        responses.stream().map(Response::refreshToken).collect(Collectors.toSet());
    assertEquals(1, successors.size());
    assertEquals(200, refresh(successors.iterator().next()).status());
  }

  @Test
  void reuseEndsTheSessionAndItsTokens() {
    Response second = refresh(login.refreshToken());
    Response third = refresh(second.refreshToken());
    refresh(login.refreshToken()).is(400, INVALID);
    refresh(third.refreshToken()).is(400, INVALID);
    assertEquals(401, service.status(third.token()).status());
    assertEquals("1", service.value("select count(*) from sessions"));
  }

  @Test
  void tokenOfAnEndedSessionIsInvalid() {
    service.post("/auth/logout", "", "Authorization", "Bearer " + login.token());
    refresh(login.refreshToken()).is(400, INVALID);
  }

  @Test
  void tokenOfARemovedOrDeactivatedUserIsInvalid() {
    service.execute("update users set active = false");
    refresh(login.refreshToken()).is(400, INVALID);
    service.execute("delete from users");
    refresh(login.refreshToken()).is(400, INVALID);
  }

  @Test
  void otherTextsAreInvalid() {
    for (String text : List.of("x", "a".repeat(64), login.token(), "%00", "%F0%9F%90%8E")) {
      refresh(text).is(400, INVALID);
    }
    Response missing = service.send(form(service, "grant_type=refresh_token"));
    assertEquals(400, missing.status());
    assertTrue(missing.body().contains("\"invalid_request\""), missing.body());
  }

  @Test
  void adminRefreshesWithTheScopesOfToday() {
    service.execute("update users set admin = true");
    String body = service.status(refresh(login.refreshToken()).token()).body();
    assertTrue(body.contains("\"scopes\":[\"scores:read\"]"), body);
  }

  @Test
  void rejectedUsesAreLimited() {
    try (UsersTestServer limited =
        UsersTestServer.start("DATABASE_URL", service.databaseUrl(), "LOGIN_RATE_LIMIT", "1")) {
      List<Integer> statuses =
          IntStream.range(0, 12)
              .mapToObj(i -> limited.send(request(limited, "x")).status())
              .toList();
      assertEquals(429, statuses.getLast());
      assertEquals(400, statuses.getFirst());
    }
  }

  private static Response refresh(String token) {
    return service.send(request(token));
  }

  private static HttpRequest request(String token) {
    return request(service, token);
  }

  private static HttpRequest request(UsersTestServer target, String token) {
    return form(target, "grant_type=refresh_token&refresh_token=" + token);
  }

  private static HttpRequest form(UsersTestServer target, String form) {
    return target.request(
        "POST",
        "/oauth/token",
        BodyPublishers.ofString(form),
        "Content-Type",
        "application/x-www-form-urlencoded");
  }
}
