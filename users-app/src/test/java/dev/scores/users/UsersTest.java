package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.scores.users.UsersTestServer.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations on single users with open access. Ada is user 1, bob user 2. */
class UsersTest {

  private static final String NO_USER =
      "{\"status\":\"fail\",\"message\":\"User does not exist\",\"code\":\"user_does_not_exist\"}";
  private static final String EMAIL_TAKEN =
      "{\"status\":\"fail\",\"message\":\"Sorry. That email already exists.\","
          + "\"code\":\"email_already_exists\"}";
  private static final String USERNAME_TAKEN =
      "{\"status\":\"fail\",\"message\":\"Sorry. That username already exists.\","
          + "\"code\":\"username_already_exists\"}";
  private static final String DENIED =
      "{\"status\":\"error\",\"message\":\"You do not have permission to do that.\","
          + "\"code\":\"permission_denied\"}";
  private static final String NO_PAYLOAD =
      "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\","
          + "\"errors\":[{\"pointer\":\"\",\"message\":\"request body is required\"}]}";

  private static UsersTestServer service;

  @BeforeAll
  static void start() {
    service = UsersTestServer.start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void adaAndBob() {
    service.execute("truncate users, revoked_tokens restart identity cascade");
    service.execute(
        "insert into users (username, email, created_at) values"
            + " ('ada', 'Ada@example.com', '2026-01-01T00:00:00.123456Z'),"
            + " ('bob', 'bob@example.com', '2026-01-02T00:00:00Z')");
  }

  @Test
  void userIsFound() {
    Response response = service.get("/users/1");
    response.is(
        200,
        "{\"status\":\"success\",\"data\":{\"id\":1,\"username\":\"ada\","
            + "\"email\":\"Ada@example.com\","
            + "\"created_at\":\"2026-01-01T00:00:00.123456Z\"}}");
    assertEquals("private, no-store", response.header("Cache-Control"));
  }

  @Test
  void onlyAnAdminAndTheUserSeeActiveAndAdmin() {
    String eve = service.register("eve");
    String root = service.register("root");
    service.execute("update users set admin = true where username = 'root'");
    String path = "/users/" + service.value("select id from users where username = 'eve'");
    String flags = "\"active\":true,\"admin\":false";
    assertFalse(service.get(path).body().contains("\"admin\""));
    assertFalse(service.get("/users/1", bearer(eve)).body().contains("\"active\""));
    assertTrue(service.get(path, bearer(eve)).body().contains(flags));
    assertTrue(service.get(path, bearer(root)).body().contains(flags));
    assertFalse(service.get("/users").body().contains("\"admin\""));
    assertFalse(service.get("/users", bearer(eve)).body().contains("\"active\""));
    assertTrue(service.get("/users", bearer(root)).body().contains(flags));
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  @Test
  void userIsAdded() {
    Response response =
        service
            .post("/users", "{\"username\":\" eve \",\"email\":\"Eve@example.com\",\"admin\":true}")
            .is(201, "{\"status\":\"success\",\"message\":\"Eve@example.com was added!\"}");
    assertEquals("/users/3", response.header("Location"));
    assertEquals(
        "eve Eve@example.com t f f",
        service.value(
            "select concat_ws(' ', username, email, active, admin, password_hash is not null)"
                + " from users where id = 3"));
    service
        .post("/auth/login", "{\"email\":\"eve@example.com\",\"password\":\"correct horse\"}")
        .is(
            404,
            "{\"status\":\"fail\",\"message\":\"User does not exist.\","
                + "\"code\":\"user_does_not_exist\"}");
  }

  @Test
  void userAddedWithPasswordCanLogIn() {
    service
        .post(
            "/users",
            "{\"username\":\"eve\",\"email\":\"eve@example.com\",\"password\":\"correct horse\"}")
        .is(201, "{\"status\":\"success\",\"message\":\"eve@example.com was added!\"}");
    Response in =
        service.post("/api/login", "{\"username\":\"eve\",\"password\":\"correct horse\"}");
    assertEquals(200, in.status(), in.body());
    assertEquals(200, service.status(in.token()).status());
  }

  static Stream<Arguments> taken() {
    return Stream.of(
        arguments("eve", "ADA@example.com", EMAIL_TAKEN),
        arguments("bob", "ada@example.com", EMAIL_TAKEN),
        arguments("ada", "ada@example.com", EMAIL_TAKEN),
        arguments("ada", "eve@example.com", USERNAME_TAKEN));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void addingATakenNameReturns400(String username, String email, String rejection) {
    unchanged("POST", "/users", form(username, email)).is(400, rejection);
  }

  @Test
  void userIsUpdated() {
    service
        .put("/users/1", form(" Lady Ada ", "lady@example.com"))
        .is(200, "{\"status\":\"success\",\"message\":\"1 was updated!\"}");
    service
        .get("/users/1")
        .is(
            200,
            "{\"status\":\"success\",\"data\":{\"id\":1,\"username\":\"Lady Ada\","
                + "\"email\":\"lady@example.com\","
                + "\"created_at\":\"2026-01-01T00:00:00.123456Z\"}}");
  }

  @Test
  void updateMayKeepNameAndEmail() {
    for (String payload :
        List.of(
            form("ada", "Ada@example.com"),
            form("ada", "aDA@EXAMPLE.com"),
            form("ada", "new@example.com"),
            form("new", "new@example.com"))) {
      service
          .put("/users/1", payload)
          .is(200, "{\"status\":\"success\",\"message\":\"1 was updated!\"}");
    }
  }

  static Stream<Arguments> takenByAnother() {
    return Stream.of(
        arguments("eve", "BOB@example.com", EMAIL_TAKEN),
        arguments("ada", "bob@example.com", EMAIL_TAKEN),
        arguments("bob", "bob@example.com", EMAIL_TAKEN),
        arguments("bob", "ada@example.com", USERNAME_TAKEN),
        arguments("bob", "eve@example.com", USERNAME_TAKEN));
  }

  @ParameterizedTest
  @MethodSource("takenByAnother")
  void updateToATakenNameReturns400(String username, String email, String rejection) {
    unchanged("PUT", "/users/1", form(username, email)).is(400, rejection);
    unchanged("PUT", "/users/4711", form(username, email)).is(404, NO_USER);
  }

  @Test
  void userIsRemovedOnce() {
    service
        .delete("/users/1")
        .is(200, "{\"status\":\"success\",\"message\":\"Ada@example.com was removed!\"}");
    service.delete("/users/1").is(404, NO_USER);
    service.get("/users/1").is(404, NO_USER);
    service.put("/users/1", form("ada", "ada@example.com")).is(404, NO_USER);
    assertEquals("1", service.value("select count(*) from users"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3",
        "2147483647",
        "2147483648",
        "9223372036854775808",
        "99999999999999999999999999",
        "0",
        "-1",
        "+1",
        "01",
        "1_0",
        "1.0",
        "1e0",
        "blah",
        "1%20",
        "%D9%A1",
        "x%00",
        "1%00",
        "1;drop%20table%20users",
        "1'%20or%20'1'='1",
        "%ff"
      })
  void unknownIdReturns404(String id) {
    unchanged("GET", "/users/" + id, "").is(404, NO_USER);
    unchanged("DELETE", "/users/" + id, "").is(404, NO_USER);
    unchanged("PUT", "/users/" + id, form("eve", "eve@example.com")).is(404, NO_USER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "%39", "9%39"})
  void idOfThousandsOfDigitsReturns404(String digits) {
    String id = digits.repeat(12_000 / digits.length());
    unchanged("PUT", "/users/" + id, "").is(400, NO_PAYLOAD);
    unchanged("PUT", "/users/" + id, form("eve", "eve@example.com")).is(404, NO_USER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "4711", "99999999999999999999999999", "blah", "0", "%D9%A1"})
  void payloadIsValidatedBeforeTheId(String id) {
    unchanged("PUT", "/users/" + id, "").is(400, NO_PAYLOAD);
    unchanged("PUT", "/users/" + id, "{\"username\":\"eve\"}")
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\","
                + "\"errors\":[{\"pointer\":\"/email\",\"message\":\"required property 'email' not"
                + " found\"}]}");
    unchanged("PUT", "/users/" + id, form("eve", "nowhere"))
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\","
                + "\"errors\":[{\"pointer\":\"/email\",\"message\":\"an email address of at most"
                + " 128 characters is expected\"}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"username\":\"eve\"}",
        "{\"email\":\"eve@example.com\"}",
        "{\"username\":1,\"email\":\"eve@example.com\"}",
        "{\"username\":\"eve\",\"email\":null}",
        "{\"username\":\"\",\"email\":\"eve@example.com\"}",
        "{\"username\":\" \",\"email\":\"eve@example.com\"}",
        "{\"username\":\"e\\u0000e\",\"email\":\"eve@example.com\"}",
        "{\"username\":\"eve\",\"email\":\"e\\u0000e@example.com\"}",
        "{\"username\":\"\\ud800\",\"email\":\"eve@example.com\"}",
        "{\"username\":\"eve\",\"email\":\"\\udc00@example.com\"}",
        "{\"username\":\"eve\",\"email\":\"eve\"}",
        "{\"username\":\"eve\",\"email\":\"eve@example.com\",\"email\":\"eve@example.com\"}"
      })
  void invalidUserReturns400(String payload) {
    assertInvalid(unchanged("POST", "/users", payload));
    assertInvalid(unchanged("PUT", "/users/1", payload));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"short\"",
        "\"\"",
        "1",
        "null",
        "\"\\u000012345678\"",
        "\"\\ud80012345678\"",
        "[]"
      })
  void disallowedPasswordReturns400(String password) {
    assertInvalid(
        unchanged(
            "POST",
            "/users",
            "{\"username\":\"eve\",\"email\":\"eve@example.com\",\"password\":" + password + "}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"true\"", "1", "null", "[]", "\"\""})
  void flagsMustBeBoolean(String flag) {
    for (String name : List.of("active", "admin")) {
      assertInvalid(
          unchanged(
              "PUT",
              "/users/1",
              "{\"username\":\"ada\",\"email\":\"ada@example.com\",\"%s\":%s}"
                  .formatted(name, flag)));
    }
  }

  @Test
  void onlyAdminsChangeActiveAndAdmin() {
    String user = service.register("eve");
    String admin = service.register("root");
    service.execute("update users set admin = true where username = 'root'");
    for (String flag : List.of("\"active\":false", "\"admin\":true")) {
      String payload = "{\"username\":\"ada\",\"email\":\"Ada@example.com\"," + flag + "}";
      unchanged("PUT", "/users/1", payload).is(401, DENIED);
      unchanged("PUT", "/users/1", payload, "Authorization", "Bearer " + user).is(401, DENIED);
      unchanged("PUT", "/users/4711", payload).is(401, DENIED);
      service
          .put("/users/1", payload, "Authorization", "Bearer " + admin)
          .is(200, "{\"status\":\"success\",\"message\":\"1 was updated!\"}");
    }
    assertEquals(
        "f t", service.value("select concat_ws(' ', active, admin) from users where id = 1"));
  }

  @Test
  void openAccessIgnoresInvalidTokens() {
    for (String header : List.of("Bearer rubbish", "Basic x", "rubbish")) {
      assertEquals(200, service.get("/users/1", "Authorization", header).status());
      assertEquals(200, service.get("/users", "Authorization", header).status());
    }
  }

  @Test
  void oneOfTwentyConcurrentAddsSucceeds() {
    race(
        IntStream.range(0, 20)
            .mapToObj(i -> service.sendAsync("POST", "/users", form("u" + i, "same@example.com")))
            .toList(),
        201,
        EMAIL_TAKEN);
    race(
        IntStream.range(0, 20)
            .mapToObj(
                i -> service.sendAsync("POST", "/users", form("same", "u" + i + "@example.com")))
            .toList(),
        201,
        USERNAME_TAKEN);
    assertEquals("4", service.value("select count(*) from users"));
  }

  @Test
  void oneOfTwentyConcurrentRenamesSucceeds() {
    service.execute(
        "insert into users (username, email)"
            + " select 'u' || i, 'u' || i || '@example.com' from generate_series(3, 22) i");
    race(
        IntStream.rangeClosed(3, 22)
            .mapToObj(
                i ->
                    service.sendAsync("PUT", "/users/" + i, form("same", "u" + i + "@example.com")))
            .toList(),
        200,
        USERNAME_TAKEN);
    race(
        IntStream.rangeClosed(3, 22)
            .mapToObj(
                i -> service.sendAsync("PUT", "/users/" + i, form("v" + i, "same@example.com")))
            .toList(),
        200,
        EMAIL_TAKEN);
  }

  private static void race(
      List<CompletableFuture<Response>> responses, int success, String rejection) {
    List<Response> all = responses.stream().map(CompletableFuture::join).toList();
    assertEquals(1, all.stream().filter(response -> response.status() == success).count());
    assertEquals(19, all.stream().filter(response -> response.body().equals(rejection)).count());
  }

  private static String form(String username, String email) {
    return "{\"username\":\"%s\",\"email\":\"%s\"}".formatted(username, email);
  }

  private static void assertInvalid(Response response) {
    assertEquals(400, response.status(), response.body());
    assertTrue(
        response
            .body()
            .startsWith(
                "{\"status\":\"fail\",\"message\":\"Invalid payload.\","
                    + "\"code\":\"invalid_payload\",\"errors\":[{"),
        response.body());
  }

  private static Response unchanged(String method, String path, String payload, String... headers) {
    String before = service.rows();
    Response response =
        switch (method) {
          case "GET" -> service.get(path, headers);
          case "DELETE" -> service.delete(path, headers);
          case "PUT" -> service.put(path, payload, headers);
          default -> service.post(path, payload, headers);
        };
    assertEquals(before, service.rows());
    return response;
  }
}
