package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.UsersTestServer.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registration and login, with envelopes under {@code /auth} and without under {@code /api}. */
class AccountsTest {

  private static final String ADA =
      "{\"username\":\"ada\",\"email\":\"Ada@Example.com\",\"password\":\"correct horse\"}";

  private static final String TAKEN =
      "{\"status\":\"fail\",\"message\":\"Sorry. That user already exists.\","
          + "\"code\":\"user_already_exists\"}";
  private static final String API_TAKEN =
      "{\"error\":\"Bad Request\",\"message\":\"Sorry. That user already exists.\"}";
  private static final String NO_USER =
      "{\"status\":\"fail\",\"message\":\"User does not exist.\",\"code\":\"user_does_not_exist\"}";
  private static final String API_NO_USER =
      "{\"error\":\"Unauthorized\",\"message\":\"Invalid credentials.\"}";

  private static UsersTestServer service;

  @BeforeAll
  static void start() {
    service = UsersTestServer.start("PASSWORD_HASHES_AT_ONCE", "8");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void noUsers() {
    service.execute("truncate users, revoked_tokens restart identity cascade");
  }

  @Test
  void registrationReturnsAToken() {
    Response response = service.post("/auth/register", ADA);
    assertEquals(
        "{\"status\":\"success\",\"message\":\"Successfully registered.\","
            + "\"auth_token\":\"TOKEN\",\"refresh_token\":\"REFRESH\"}",
        response.plain());
    assertEquals(201, response.status());
    assertEquals("application/json", response.header("Content-Type"));
    assertEquals("private, no-store", response.header("Cache-Control"));
    assertEquals(200, service.status(response.token()).status());
  }

  @Test
  void flatRegistrationReturnsTheUser() {
    service
        .post("/api/register", ADA)
        .is(201, "{\"id\":1,\"username\":\"ada\",\"email\":\"Ada@Example.com\"}");
  }

  @Test
  void newUserIsActiveAndNotAdmin() {
    service.post("/api/register", ADA);
    assertEquals("t f", service.value("select concat_ws(' ', active, admin) from users"));
  }

  @Test
  void passwordIsStoredAsAnArgon2Hash() {
    try (UsersTestServer real =
        UsersTestServer.startWithRealHashing("DATABASE_URL", service.databaseUrl())) {
      real.register("ada");
      String hash = real.value("select password_hash from users");
      assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
      String login = "{\"username\":\"ada\",\"password\":\"correct %s\"}";
      assertEquals(200, real.post("/api/login", login.formatted("horse")).status());
      assertEquals(401, real.post("/api/login", login.formatted("horsf")).status());
    }
  }

  @Test
  void namesAndEmailsAreTrimmed() {
    service
        .post(
            "/api/register",
            "{\"username\":\" \\u00a0ada lovelace\\t\",\"email\":\"\\n Ada@Example.com \","
                + "\"password\":\" correct horse \"}")
        .is(201, "{\"id\":1,\"username\":\"ada lovelace\",\"email\":\"Ada@Example.com\"}");
    logIn("{\"username\":\"  ada lovelace \",\"password\":\" correct horse \"}", 200);
    logIn("{\"username\":\"ada lovelace\",\"password\":\"correct horse\"}", 401);
  }

  @ParameterizedTest
  @CsvSource({
    "ada,other@example.com",
    "other,Ada@Example.com",
    "other,ADA@EXAMPLE.COM",
    "ada,ada@example.com"
  })
  void namesAndEmailsAreUniqueWithoutCase(String username, String email) {
    service.post("/api/register", ADA);
    String before = service.rows();
    String second =
        "{\"username\":\"%s\",\"email\":\"%s\",\"password\":\"another one\"}"
            .formatted(username, email);
    service.post("/auth/register", second).is(400, TAKEN);
    service.post("/api/register", second).is(400, API_TAKEN);
    assertEquals(before, service.rows());
  }

  @Test
  void usernameIsTakenInAnyCase() {
    service.post("/api/register", ADA);
    service
        .post(
            "/api/register",
            "{\"username\":\"Ada\",\"email\":\"a2@example.com\",\"password\":\"correct horse\"}")
        .is(
            400,
            "{\"error\":\"Bad Request\"," + "\"message\":\"Sorry. That user already exists.\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"username\":\"u%d\",\"email\":\"Same@example.com\",\"password\":\"correct horse\"}",
        "{\"username\":\"same\",\"email\":\"u%d@example.com\",\"password\":\"correct horse\"}"
      })
  void oneOfTwentyConcurrentRegistrationsSucceeds(String form) {
    List<CompletableFuture<Response>> responses =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    service.postAsync(
                        i % 2 == 0 ? "/api/register" : "/auth/register", form.formatted(i)))
            .toList();
    List<Response> all = responses.stream().map(CompletableFuture::join).toList();
    assertEquals(1, all.stream().filter(response -> response.status() == 201).count());
    assertEquals(
        19,
        all.stream()
            .filter(response -> response.status() == 400)
            .filter(response -> List.of(TAKEN, API_TAKEN).contains(response.body()))
            .count());
    assertEquals("1", service.value("select count(*) from users"));
  }

  @Test
  void emailAndPasswordReturnAToken() {
    service.post("/api/register", ADA);
    Response response =
        service.post(
            "/auth/login", "{\"email\":\"ADA@example.com\",\"password\":\"correct horse\"}");
    assertEquals(
        "{\"status\":\"success\",\"message\":\"Successfully logged in.\","
            + "\"auth_token\":\"TOKEN\",\"refresh_token\":\"REFRESH\"}",
        response.plain());
    assertEquals(200, response.status());
    assertEquals("private, no-store", response.header("Cache-Control"));
    assertEquals(200, service.status(response.token()).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"username\":\"ada\",\"password\":\"correct horse\"}",
        "{\"email\":\"ada@example.com\",\"password\":\"correct horse\"}",
        "{\"username\":\"ada\",\"email\":\"ada@example.com\",\"password\":\"correct horse\"}",
        "{\"username\":\"ada\",\"password\":\"correct horse\",\"remember\":[1]}"
      })
  void flatLoginAcceptsNameEmailOrBoth(String credentials) {
    service.post("/api/register", ADA);
    Response response = service.post("/api/login", credentials);
    assertEquals(
        "{\"access_token\":\"TOKEN\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"refresh_token\":\"REFRESH\"}",
        response.plain());
    assertEquals(200, response.status());
    assertEquals("private, no-store", response.header("Cache-Control"));
    assertEquals(200, service.status(response.token()).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"username\":\"nobody\",\"password\":\"correct horse\"}",
        "{\"email\":\"nobody@example.com\",\"password\":\"correct horse\"}",
        "{\"email\":\"no address\",\"password\":\"correct horse\"}",
        "{\"email\":\"' or true --\",\"password\":\"correct horse\"}",
        "{\"username\":\"ADA\",\"password\":\"correct horse\"}",
        "{\"username\":\"ada\",\"password\":\"wrong horse\"}",
        "{\"username\":\"ada\",\"password\":\"correct horse \"}",
        "{\"username\":\"ada\",\"password\":\"x\"}",
        "{\"email\":\"ada@example.com\",\"password\":\"wrong horse\"}",
        "{\"username\":\"ada\",\"email\":\"nobody@example.com\",\"password\":\"correct horse\"}",
        "{\"username\":\"ada\",\"email\":\"bob@example.com\",\"password\":\"correct horse\"}",
        "{\"username\":\"bob\",\"email\":\"ada@example.com\",\"password\":\"correct horse\"}",
        "{\"username\":\"nobody\",\"email\":\"ada@example.com\",\"password\":\"correct horse\"}",
        "{\"username\":\"off\",\"password\":\"correct horse\"}",
        "{\"username\":\"hashless\",\"password\":\"correct horse\"}"
      })
  void allInvalidCredentialsGetTheSameResponse(String credentials) {
    service.post("/api/register", ADA);
    service.register("bob");
    service.register("off");
    service.register("hashless");
    service.execute("update users set active = false where username = 'off'");
    service.execute("update users set password_hash = null where username = 'hashless'");
    Response rejected = service.post("/api/login", credentials).is(401, API_NO_USER);
    assertEquals("", rejected.header("Cache-Control"));
  }

  @ParameterizedTest
  @CsvSource({
    "nobody@example.com,correct horse",
    "no address,correct horse",
    "ada@example.com,wrong horse",
    "off@example.com,correct horse"
  })
  void unknownEmailAndWrongPasswordGetTheSameResponse(String email, String password) {
    service.post("/api/register", ADA);
    service.register("off");
    service.execute("update users set active = false where username = 'off'");
    service
        .post("/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password))
        .is(404, NO_USER);
  }

  @Test
  void lastByteOfALongPasswordCounts() {
    String password = "x".repeat(1020) + "\u00e9";
    service.post(
        "/api/register",
        "{\"username\":\"ada\",\"email\":\"ada@example.com\",\"password\":\"%s\"}"
            .formatted(password + "ab"));
    logIn("{\"username\":\"ada\",\"password\":\"%s\"}".formatted(password + "ab"), 200);
    logIn("{\"username\":\"ada\",\"password\":\"%s\"}".formatted(password + "ac"), 401);
    logIn("{\"username\":\"ada\",\"password\":\"%s\"}".formatted(password), 401);
  }

  private static void logIn(String credentials, int status) {
    Response response = service.post("/api/login", credentials);
    assertEquals(status, response.status(), response.body());
  }
}
