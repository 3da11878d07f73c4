package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.scores.users.UsersTestServer.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An invalid payload returns 400 in the error format of its path and changes nothing. */
class UsersPayloadsTest {

  private static final int LIMIT = 128 * 1024;
  private static final String JSON = "application/json";
  private static final List<String> ROUTES =
      List.of("/auth/register", "/auth/login", "/api/register", "/api/login");

  private static UsersTestServer service;

  @BeforeAll
  static void start() {
    service = UsersTestServer.start();
    service.register("ada");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments("", "", "request body is required"),
        arguments(" ", "", "request body is required"),
        arguments("null", "", "null found, object expected"),
        arguments("[]", "", "array found, object expected"),
        arguments("\"ada\"", "", "string found, object expected"),
        arguments("{", "", "malformed JSON at line 1, column 2"),
        arguments("{} {}", "", "malformed JSON at line 1, column 4"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void nonObjectIsInvalid(String payload, String pointer, String why) {
    for (String route : ROUTES) {
      unchanged(route, bytes(payload))
          .is(
              400,
              route.startsWith("/api")
                  ? "{\"error\":\"Bad Request\",\"message\":\"Invalid payload. " + why + ".\"}"
                  : "{\"status\":\"fail\",\"message\":\"Invalid payload.\","
                      + "\"code\":\"invalid_payload\",\"errors\":[{\"pointer\":\""
                      + pointer
                      + "\",\"message\":\""
                      + why
                      + "\"}]}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"username\":\"u\",\"email\":\"u@example.com\"}",
        "{\"password\":\"correct horse\"}",
        "{\"username\":1,\"email\":1,\"password\":\"correct horse\"}",
        "{\"username\":null,\"email\":null,\"password\":\"correct horse\"}",
        "{\"username\":[\"u\"],\"email\":[\"u@example.com\"],\"password\":\"correct horse\"}",
        "{\"username\":\"u\",\"email\":\"u@example.com\",\"password\":12345678}",
        "{\"username\":\"u\",\"email\":\"u@example.com\",\"password\":null}",
        "{\"username\":\"u\",\"email\":\"u@example.com\",\"password\":{}}",
        "{\"username\":\"u\",\"email\":\"u@example.com\",\"password\":\"\"}",
        "{\"username\":\"\",\"email\":\"\",\"password\":\"correct horse\"}",
        "{\"username\":\" \",\"email\":\" \",\"password\":\"correct horse\"}",
        "{\"username\":\"\\u0000\",\"email\":\"\\u0000\",\"password\":\"correct horse\"}",
        "{\"username\":\"a\\u0000b\",\"email\":\"a\\u0000@example.com\",\"password\":\"12345678\"}",
        "{\"username\":\"a\\u001bb\",\"email\":\"a\\r\\n@example.com\",\"password\":\"12345678\"}",
        "{\"username\":\"\\ud800\",\"email\":\"\\ud800@example.com\",\"password\":\"12345678\"}",
        "{\"username\":\"u\",\"username\":\"u\",\"email\":\"u@example.com\","
            + "\"email\":\"u@example.com\",\"password\":\"correct horse\"}",
        "{\"username\":\"u\",\"email\":\"u@example.com\",\"password\":\"correct horse\"}x",
        "{\"username\":\"u\",\"email\":\"u@example.com\",\"password\":correct}",
        "{'username':'u','email':'u@example.com','password':'correct horse'}"
      })
  void objectWithWrongMembersIsInvalid(String payload) {
    for (String route : ROUTES) {
      assertInvalid(route, unchanged(route, bytes(payload)));
    }
  }

  @Test
  void loginWithoutANameAndAnEmailIsInvalid() {
    unchanged("/api/login", bytes("{\"password\":\"correct horse\"}"))
        .is(
            400,
            "{\"error\":\"Bad Request\",\"message\":\"Invalid payload."
                + " /username: required property 'username' not found."
                + " /email: required property 'email' not found.\"}");
  }

  @Test
  void textAboveTheMaximumLengthIsInvalid() {
    String longName = "u".repeat(129);
    String longEmail = "u".repeat(117) + "@example.com";
    String longPassword = "p".repeat(1025);
    for (String route : ROUTES) {
      assertInvalid(
          route,
          unchanged(
              route,
              bytes(
                  "{\"username\":\"%s\",\"email\":\"%s\",\"password\":\"correct horse\"}"
                      .formatted(longName, longEmail))));
      assertInvalid(
          route,
          unchanged(
              route,
              bytes(
                  "{\"username\":\"u\",\"email\":\"u@example.com\",\"password\":\"%s\"}"
                      .formatted(longPassword))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "u",
        "u@",
        "@example.com",
        "u@example",
        "u@@example.com",
        "u v@example.com",
        "u..v@example.com",
        "u@example..com",
        "u@.example.com",
        "u@-example.com",
        "u@[127.0.0.1]",
        "U <u@example.com>",
        "u@example.com, v@example.com",
        "u@exam ple.com"
      })
  void newEmailMustBeAnAddress(String email) {
    String payload =
        "{\"username\":\"u\",\"email\":\"%s\",\"password\":\"correct horse\"}".formatted(email);
    unchanged("/auth/register", bytes(payload))
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\","
                + "\"errors\":[{\"pointer\":\"/email\",\"message\":\"an email address of at most"
                + " 128 characters is expected\"}]}");
    unchanged("/api/register", bytes(payload))
        .is(
            400,
            "{\"error\":\"Bad Request\",\"message\":\"Invalid payload. /email: an email address of"
                + " at most 128 characters is expected.\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234567",
        // 7 bytes in 4 characters.
        "\u00e9\u00e9\u00e9x",
        "\\ud800\\ud800\\ud800\\ud800\\ud800\\ud800\\ud800\\ud800"
      })
  void shortPasswordIsInvalid(String password) {
    unchanged(
            "/auth/register",
            bytes(
                "{\"username\":\"u\",\"email\":\"u@example.com\",\"password\":\"%s\"}"
                    .formatted(password)))
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\","
                + "\"errors\":[{\"pointer\":\"/password\",\"message\":\"8 to 1024 bytes are"
                + " expected\"}]}");
  }

  @Test
  void passwordLengthIsInBytes() {
    assertInvalid(
        "/api/register",
        unchanged("/api/register", bytes(withPassword("u", "\u00e9".repeat(512) + "x"))));
    for (int bytes : List.of(8, 1024)) {
      Response response =
          service.post("/api/register", withPassword("b" + bytes, "\u00e9".repeat(bytes / 2)));
      assertEquals(201, response.status(), response.body());
    }
  }

  private static String withPassword(String username, String password) {
    return "{\"username\":\"%1$s\",\"email\":\"%1$s@example.com\",\"password\":\"%2$s\"}"
        .formatted(username, password);
  }

  @ParameterizedTest
  @CsvSource({
    "'          ', more than spaces is expected",
    "'\\u00a0\\u200b\\u00a0\\u200b', more than spaces is expected",
    "password1, a password that is not among the most common ones is expected",
    "PassWord1, a password that is not among the most common ones is expected",
    "ADA.lovelace, a password other than the username and the email is expected",
    "ada.Lovelace@example.com, a password other than the username and the email is expected"
  })
  void easilyGuessedPasswordIsInvalid(String password, String message) {
    unchanged(
            "/auth/register",
            bytes(
                ("{\"username\":\"ada.lovelace\",\"email\":\"ada.lovelace@example.com\","
                        + "\"password\":\"%s\"}")
                    .formatted(password)))
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\","
                + "\"errors\":[{\"pointer\":\"/password\",\"message\":\""
                + message
                + "\"}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eve\\u202eada",
        "e\\u200bve",
        "\\ud83d\\ude00",
        "eve@example.com",
        "\\uff45ve\\uff20example.com"
      })
  void misleadingUsernameIsInvalid(String username) {
    assertInvalid(
        "/api/register", unchanged("/api/register", bytes(account(username, "eve@example.com"))));
  }

  @Test
  void usernameIsNormalized() {
    service
        .post("/api/register", account("\uff25\uff56e\u0301", "w@example.com"))
        .is(
            201,
            "{\"id\":%s,\"username\":\"Ev\u00e9\",\"email\":\"w@example.com\"}"
                .formatted(service.value("select id from users where email = 'w@example.com'")));
    for (String typed : List.of("\uff25\uff56e\u0301", "Ev\u00e9")) {
      String credentials = "{\"username\":\"%s\",\"password\":\"correct horse\"}".formatted(typed);
      assertEquals(200, service.post("/api/login", credentials).status());
    }
    assertInvalid(
        "/api/register", unchanged("/api/register", bytes(account("EV\u00c9", "nowhere"))));
    assertEquals(400, service.post("/api/register", account("EV\u00c9", "x@example.com")).status());
  }

  @Test
  void passwordMatchesInEitherNormalizationForm() {
    service.post("/api/register", withPassword("nfd", "cafe\u0301 cre\u0300me"));
    for (String typed : List.of("cafe\u0301 cre\u0300me", "caf\u00e9 cr\u00e8me")) {
      String credentials = "{\"username\":\"nfd\",\"password\":\"%s\"}".formatted(typed);
      assertEquals(200, service.post("/api/login", credentials).status());
    }
  }

  private static String account(String username, String email) {
    return "{\"username\":\"%s\",\"email\":\"%s\",\"password\":\"correct horse\"}"
        .formatted(username, email);
  }

  @Test
  void allErrorsAreReportedAtOnce() {
    unchanged(
            "/auth/register",
            bytes("{\"username\":\"\\u0007\",\"email\":\"nowhere\",\"password\":\"short\"}"))
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\","
                + "\"errors\":[{\"pointer\":\"/username\",\"message\":\"1 to 128 letters,"
                + " digits and punctuation (RFC 8265) are expected, and no email address\"},{\"pointer\":\"/email\",\"message\":\"an"
                + " email address of at most 128 characters is"
                + " expected\"},{\"pointer\":\"/password\",\"message\":\"8 to 1024 bytes are"
                + " expected\"}]}");
  }

  @Test
  void longestNameAndEmailAreStored() {
    String username = "\ud801\udc37".repeat(128);
    String email = "e".repeat(56) + "@" + "d".repeat(63) + ".example";
    assertEquals(128, email.length());
    Response response =
        service.post(
            "/api/register",
            "{\"username\":\"%s\",\"email\":\"%s\",\"password\":\"correct horse\"}"
                .formatted(username, email));
    assertEquals(201, response.status(), response.body());
    assertEquals(
        username + " " + email,
        service.value("select concat_ws(' ', username, email) from users order by id desc"));
  }

  @Test
  void payloadMustBeUtf8() {
    byte[] payload =
        "{\"username\":\"\u00e9\",\"email\":\"u@example.com\",\"password\":\"correct horse\"}"
            .getBytes(StandardCharsets.ISO_8859_1);
    for (String route : ROUTES) {
      assertInvalid(route, unchanged(route, BodyPublishers.ofByteArray(payload)));
    }
  }

  @Test
  void payloadSizeIsLimited() {
    String payload =
        "{\"username\":\"ada\",\"email\":\"ada@example.com\",\"password\":\"wrong horse\",\"x\":\"";
    for (String route : ROUTES) {
      String full = payload + "x".repeat(LIMIT - payload.length() - 2) + "\"}";
      assertTrue(unchanged(route, bytes(full)).status() < 413, route);
      unchanged(route, bytes(full + " "))
          .is(
              413,
              route.startsWith("/api")
                  ? "{\"error\":\"Request Entity Too Large\",\"message\":\"The payload is larger"
                      + " than 131072 bytes.\"}"
                  : "{\"status\":\"fail\",\"message\":\"The payload is larger than 131072 bytes.\","
                      + "\"code\":\"payload_too_large\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
  void otherMediaTypeReturns415(String type) {
    for (String route : ROUTES) {
      service
          .send(service.request("POST", route, bytes("{}"), "Content-Type", type))
          .is(
              415,
              route.startsWith("/api")
                  ? "{\"error\":\"Unsupported Media Type\",\"message\":\"The payload must be"
                      + " application/json.\"}"
                  : "{\"status\":\"fail\",\"message\":\"The payload must be application/json.\","
                      + "\"code\":\"unsupported_media_type\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"correct\\u0000horse", "\\ud800correct horse", "correct horse\\udc00"})
  void passwordMustBeText(String password) {
    for (String route : ROUTES) {
      assertInvalid(
          route,
          unchanged(
              route,
              bytes(
                  "{\"username\":\"u\",\"email\":\"u@example.com\",\"password\":\"%s\"}"
                      .formatted(password))));
    }
  }

  @Test
  void problemJsonIsReturnedIfPreferred() {
    String problem =
        "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
            + "\"detail\":\"User does not exist\",\"code\":\"user_does_not_exist\"}";
    Response response =
        service.get("/users/4711", "Accept", "application/problem+json").is(404, problem);
    assertEquals("application/problem+json", response.header("Content-Type"));
    service
        .get("/api/protected", "Accept", "application/problem+json, application/json;q=0.5")
        .is(
            401,
            "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
                + "\"detail\":\"Provide a valid auth token.\",\"code\":\"token_required\"}");
    service
        .get("/users/4711", "Accept", "text/html")
        .is(
            404,
            "{\"status\":\"fail\",\"message\":\"User does not exist\","
                + "\"code\":\"user_does_not_exist\"}");
  }

  @Test
  void userPayloadsHaveTheSameLimits() {
    String full = "{\"username\":\"" + "u".repeat(LIMIT) + "\"}";
    String tooLarge =
        "{\"status\":\"fail\",\"message\":\"The payload is larger than 131072 bytes.\","
            + "\"code\":\"payload_too_large\"}";
    String wrongType =
        "{\"status\":\"fail\",\"message\":\"The payload must be application/json.\","
            + "\"code\":\"unsupported_media_type\"}";
    for (String route : List.of("POST /users", "PUT /users/1", "PUT /users/blah")) {
      String method = route.substring(0, route.indexOf(' '));
      String path = route.substring(route.indexOf(' ') + 1);
      String before = service.rows();
      service
          .send(service.request(method, path, bytes(full), "Content-Type", JSON))
          .is(413, tooLarge);
      service
          .send(service.request(method, path, bytes("{}"), "Content-Type", "text/plain"))
          .is(415, wrongType);
      assertEquals(before, service.rows());
    }
  }

  private static void assertInvalid(String route, Response response) {
    assertEquals(400, response.status(), response.body());
    String start =
        route.startsWith("/api")
            ? "{\"error\":\"Bad Request\",\"message\":\"Invalid payload. "
            : "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\"";
    assertTrue(response.body().startsWith(start), response.body());
  }

  private static Response unchanged(String route, BodyPublisher payload) {
    String before = service.rows();
    Response response = service.send(service.request("POST", route, payload, "Content-Type", JSON));
    assertEquals(before, service.rows());
    return response;
  }

  private static BodyPublisher bytes(String payload) {
    return BodyPublishers.ofString(payload);
  }

  /** RFC 9112, section 7.1. */
  @Test
  void malformedChunkReturns400AndWritesNothing() throws IOException {
    String rows = service.rows();
    String payload =
        "{\"username\":\"chunk\",\"email\":\"chunk@example.com\",\"password\":\"correct horse\"}";
    String request =
        "POST /api/register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(payload.length())
            + "\r\n"
            + payload
            + "\r\nzz\r\n\r\nGET /ping HTTP/1.1\r\nHost: x\r\n\r\n";
    try (Socket socket = new Socket("localhost", service.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String responses = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(responses.startsWith("HTTP/1.1 400 "), responses);
      assertEquals(responses.indexOf("HTTP/1.1"), responses.lastIndexOf("HTTP/1.1"), responses);
    }
    assertEquals(rows, service.rows());
  }
}
