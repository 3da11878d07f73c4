package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.SignedJWT;
import dev.scores.users.UsersTestServer.Response;
import java.text.ParseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions over HTTP: the list, and what ends them. */
class SessionsTest {

  private static final String LOGIN =
      "{\"email\":\"ada@example.com\",\"password\":\"correct horse\"}";
  private static final String INVALID =
      "{\"status\":\"error\",\"message\":\"Invalid token. Please log in again.\","
          + "\"code\":\"invalid_token\"}";
  private static final String NO_SUCH_SESSION =
      "{\"status\":\"fail\",\"message\":\"Session does not exist.\","
          + "\"code\":\"session_does_not_exist\"}";

  private static UsersTestServer service;
  private String token = "";

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
    token = service.register("ada");
  }

  @Test
  void listHasEverySessionAndMarksTheCurrentOne() throws ParseException {
    String other = service.post("/api/login", LOGIN).token();
    service.register("bob");
    service
        .get("/auth/sessions", bearer(token))
        .isPlain(
            200,
            "{\"status\":\"success\",\"data\":{\"sessions\":["
                + session(other, false)
                + ","
                + session(token, true)
                + "]}}");
  }

  @Test
  void registrationWithoutTokenBeginsNoSession() {
    service.post(
        "/api/register",
        "{\"username\":\"eve\",\"email\":\"eve@example.com\",\"password\":\"correct horse\"}");
    assertEquals("1", service.value("select count(*) from sessions"));
  }

  @Test
  void storedSessionHasNoSecret() {
    Response login = service.post("/auth/login", LOGIN);
    String rows = service.value("select string_agg(s::text, ';') from sessions s");
    assertFalse(rows.contains(login.refreshToken()), rows);
    assertEquals(64, login.refreshToken().length());
  }

  @Test
  void endedSessionIsRejectedAtOnce() throws ParseException {
    String other = service.post("/api/login", LOGIN).token();
    service
        .delete("/auth/sessions/" + sid(other), bearer(token))
        .is(200, "{\"status\":\"success\",\"message\":\"The session was ended.\"}");
    service.status(other).is(401, INVALID);
    assertEquals(200, service.status(token).status());
    service.delete("/auth/sessions/" + sid(other), bearer(token)).is(404, NO_SUCH_SESSION);
  }

  @Test
  void sessionOfAnotherUserIsUnknown() throws ParseException {
    String bob = service.register("bob");
    service.delete("/auth/sessions/" + sid(token), bearer(bob)).is(404, NO_SUCH_SESSION);
    assertEquals(200, service.status(token).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"blah", "1", "0191F8A4-6C2E-4D1B-9F0A-3B7C5D9E1F24", "1-1-1-1-1", "..%2f"})
  void malformedIdReturns404(String id) {
    service.delete("/auth/sessions/" + id, bearer(token)).is(404, NO_SUCH_SESSION);
  }

  @Test
  void endOfAllSessionsRevokesEveryToken() {
    String other = service.post("/auth/login", LOGIN).token();
    String bob = service.register("bob");
    service
        .delete("/auth/sessions", bearer(token))
        .is(200, "{\"status\":\"success\",\"message\":\"All sessions were ended.\"}");
    service.status(token).is(401, INVALID);
    service.status(other).is(401, INVALID);
    assertEquals(200, service.status(bob).status());
    assertEquals(200, service.status(service.post("/api/login", LOGIN).token()).status());
    assertEquals("2", service.value("select count(*) from sessions"));
  }

  @Test
  void logoutEndsItsSession() {
    service.post("/api/login", LOGIN);
    service.post("/auth/logout", "", bearer(token));
    assertEquals("1", service.value("select count(*) from sessions"));
  }

  @Test
  void passwordChangeLeavesOneSession() {
    service.post("/api/login", LOGIN);
    Response changed =
        service.put(
            "/auth/password",
            "{\"old\":\"correct horse\",\"new\":\"battery staple\"}",
            bearer(token));
    assertEquals("1", service.value("select count(*) from sessions"));
    String body = service.get("/auth/sessions", bearer(changed.token())).body();
    assertTrue(body.contains("\"current\":true}]"), body);
  }

  /** Tokens of a release without sessions have no {@code sid}. */
  @Test
  void tokenWithoutSessionStaysValidUntilItIsRevoked() {
    String old = service.withoutSession(token);
    assertEquals(200, service.status(old).status());
    String body = service.get("/auth/sessions", bearer(old)).body();
    assertTrue(body.contains("\"current\":false}]"), body);
    service.post("/auth/logout", "", bearer(old));
    service.status(old).is(401, INVALID);
    assertEquals(200, service.status(token).status());
  }

  @Test
  void expiredSessionsAreDeleted() {
    service.execute("update sessions set expires_at = now() - interval '1 second'");
    service.post("/api/login", LOGIN);
    assertEquals("1", service.value("select count(*) from sessions"));
  }

  @Test
  void refreshTokenLifetimeIsASetting() {
    try (UsersTestServer shorter =
        UsersTestServer.start(
            "DATABASE_URL", service.databaseUrl(), "REFRESH_TOKEN_TTL", "2h", "TOKEN_TTL", "1h")) {
      shorter.register("bob");
    }
    try (UsersTestServer shortest =
        UsersTestServer.start(
            "DATABASE_URL", service.databaseUrl(), "REFRESH_TOKEN_TTL", "1m", "TOKEN_TTL", "1h")) {
      shortest.register("eve");
    }
    assertEquals(
        "ada 720 bob 2 eve 1",
        service.value(
            "select string_agg(username || ' '"
                + " || extract(epoch from expires_at - s.last_used_at)::integer / 3600, ' '"
                + " order by username) from sessions s join users u on u.id = s.user_id"));
  }

  @Test
  void ownAccountIsRemovedWithThePassword() {
    service
        .post("/auth/remove-account", "{\"password\":\"wrong horse\"}", bearer(token))
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Sorry. That is not your password.\","
                + "\"code\":\"wrong_password\"}");
    service
        .post("/auth/remove-account", "{\"password\":\"correct horse\"}", bearer(token))
        .is(200, "{\"status\":\"success\",\"message\":\"ada@example.com was removed!\"}");
    assertEquals(
        "0 0",
        service.value(
            "select (select count(*) from users) || ' ' || (select count(*) from sessions)"));
    assertEquals(401, service.status(token).status());
  }

  @Test
  void lastAdminCannotRemoveTheOwnAccount() {
    service.execute("update users set admin = true");
    service
        .post("/auth/remove-account", "{\"password\":\"correct horse\"}", bearer(token))
        .is(
            400,
            "{\"status\":\"fail\",\"message\":"
                + "\"The last admin cannot be demoted, deactivated or removed.\","
                + "\"code\":\"last_admin\"}");
  }

  @Test
  void exportHasEverythingButSecrets() throws ParseException {
    service
        .get("/users/1/export", bearer(token))
        .isPlain(
            200,
            "{\"status\":\"success\",\"data\":{\"user\":{\"id\":1,\"username\":\"ada\","
                + "\"email\":\"ada@example.com\",\"active\":true,\"admin\":false,"
                + "\"created_at\":\"TIME\",\"teacher\":false,\"email_confirmed\":false},"
                + "\"has_password\":true,\"sessions\":["
                + session(token, true)
                + "],\"exported_at\":\"TIME\"}}");
    String bob = service.register("bob");
    assertEquals(401, service.get("/users/1/export", bearer(bob)).status());
    service.execute("update users set admin = true, password_hash = null where id = 2");
    String body = service.get("/users/1/export", bearer(bob)).body();
    assertTrue(body.contains("\"current\":false}]"), body);
    body = service.get("/users/2/export", bearer(bob)).body();
    assertTrue(body.contains("\"has_password\":false"), body);
    assertEquals(404, service.get("/users/4711/export", bearer(bob)).status());
  }

  private static String session(String token, boolean current) throws ParseException {
    return "{\"id\":\"%s\",\"created_at\":\"TIME\",\"last_used_at\":\"TIME\",\"expires_at\":\"TIME\",\"current\":%s}"
        .formatted(sid(token), current);
  }

  private static String sid(String token) throws ParseException {
    return SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("sid");
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }
}
