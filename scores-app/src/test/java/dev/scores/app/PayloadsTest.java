package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.scores.app.ScoresService.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation of payloads. Types are never coerced, and a rejected payload changes nothing. */
class PayloadsTest {

  private static final int LIMIT = 128 * 1024;
  private static final List<Write> WRITES =
      List.of(
          new Write("POST", "/scores"),
          new Write("PATCH", "/scores"),
          new Write("PUT", "/scores/1"),
          new Write("PATCH", "/scores/1"));

  private static final Write PATCH = new Write("PATCH", "/scores");

  private record Write(String method, String path) {}

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users);
    service.write("POST", "/scores", 7, "{\"exercise_id\":1,\"correct\":false}");
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        arguments(
            "{\"exercise_id\":\"85\",\"correct\":true}",
            "/exercise_id",
            "string found, integer expected"),
        arguments(
            "{\"exercise_id\":1.5,\"correct\":true}",
            "/exercise_id",
            "number found, integer expected"),
        arguments(
            "{\"exercise_id\":86.0,\"correct\":true}",
            "/exercise_id",
            "number found, integer expected"),
        arguments(
            "{\"exercise_id\":8.6e1,\"correct\":true}",
            "/exercise_id",
            "number found, integer expected"),
        arguments(
            "{\"exercise_id\":null,\"correct\":true}",
            "/exercise_id",
            "null found, integer expected"),
        arguments(
            "{\"exercise_id\":[1],\"correct\":true}",
            "/exercise_id",
            "array found, integer expected"),
        arguments(
            "{\"exercise_id\":{},\"correct\":true}",
            "/exercise_id",
            "object found, integer expected"),
        arguments(
            "{\"exercise_id\":true,\"correct\":true}",
            "/exercise_id",
            "boolean found, integer expected"),
        arguments(
            "{\"exercise_id\":0,\"correct\":true}",
            "/exercise_id",
            "must have a minimum value of 1"),
        arguments(
            "{\"exercise_id\":-1,\"correct\":true}",
            "/exercise_id",
            "must have a minimum value of 1"),
        arguments(
            "{\"exercise_id\":2147483648,\"correct\":true}",
            "/exercise_id",
            "must have a maximum value of 2147483647"),
        arguments(
            "{\"exercise_id\":99999999999999999999999,\"correct\":true}",
            "/exercise_id",
            "must have a maximum value of 2147483647"),
        arguments(
            "{\"correct\":true}", "/exercise_id", "required property 'exercise_id' not found"),
        arguments("{\"exercise_id\":1}", "/correct", "required property 'correct' not found"),
        arguments(
            "{\"exercise_id\":1,\"correct\":\"true\"}",
            "/correct",
            "string found, boolean expected"),
        arguments(
            "{\"exercise_id\":1,\"correct\":1}", "/correct", "integer found, boolean expected"),
        arguments(
            "{\"exercise_id\":1,\"correct\":null}", "/correct", "null found, boolean expected"),
        arguments("[]", "", "array found, object expected"),
        arguments("null", "", "null found, object expected"),
        arguments("\"x\"", "", "string found, object expected"),
        arguments("1", "", "integer found, object expected"));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void invalidValueIsNamedAndNothingChanges(String payload, String pointer, String message) {
    String error =
        "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\","
            + "\"errors\":[{\"pointer\":\"%s\",\"message\":\"%s\"}]}".formatted(pointer, message);
    String before = service.rows();
    assertAll(
        WRITES.stream()
            .map(
                write ->
                    () -> service.write(write.method(), write.path(), 7, payload).is(400, error)));
    assertEquals(before, service.rows());
  }

  @Test
  void everyErrorIsNamed() {
    service
        .write("PATCH", "/scores", 7, "{}")
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\","
                + "\"errors\":[{\"pointer\":\"/exercise_id\",\"message\":\"required property 'exercise_id' not found\"},"
                + "{\"pointer\":\"/correct\",\"message\":\"required property 'correct' not found\"}]}");
  }

  @Test
  void falseContentEncodingReturns400() {
    HttpRequest request =
        service.request(
            "PATCH",
            "/scores",
            "{\"exercise_id\":1,\"correct\":true}",
            "Authorization",
            "Bearer user-7",
            "Content-Type",
            ScoresService.JSON,
            "Content-Encoding",
            "gzip");
    Response response = service.send(request);
    assertEquals(400, response.status());
    assertTrue(response.body().contains("\"code\":\"invalid_payload\""), response.body());
  }

  static Stream<byte[]> noJson() {
    String draft = "{\"exercise_id\":1,\"correct\":true}";
    return Stream.concat(
        Stream.of(
                "",
                " ",
                "{",
                "x",
                "{\"exercise_id\":NaN,\"correct\":true}",
                "{\"exercise_id\":01,\"correct\":true}",
                "{\"exercise_id\":1,\"correct\":TRUE}",
                "{'exercise_id':1,'correct':true}",
                "{\"exercise_id\":1,\"correct\":true,}",
                "{\"exercise_id\":1,\"exercise_id\":1,\"correct\":true}",
                "{\"exercise_id\":1,\"correct\":true,\"x\":{\"a\":1,\"a\":1}}",
                draft.substring(0, draft.length() - 1),
                draft + "x",
                draft + draft,
                "\uFEFF" + draft,
                "{\"exercise_id\":1,\"correct\":true,\"x\":"
                    + "[".repeat(5000)
                    + "]".repeat(5000)
                    + "}",
                "{\"exercise_id\":1,\"correct\":true,\"x\":" + "9".repeat(5000) + "}")
            .map(text -> text.getBytes(StandardCharsets.UTF_8)),
        Stream.of(
            draft.getBytes(StandardCharsets.UTF_16),
            draft.getBytes(StandardCharsets.UTF_16LE),
            "{\"exercise_id\":1,\"correct\":true,\"x\":\"\u00ff\"}"
                .getBytes(StandardCharsets.ISO_8859_1)));
  }

  @ParameterizedTest
  @MethodSource("noJson")
  void malformedJsonReturns400(byte[] payload) {
    String before = service.rows();
    for (Write write : WRITES) {
      Response response = send(write, BodyPublishers.ofByteArray(payload), ScoresService.JSON);
      assertEquals(400, response.status());
      assertTrue(
          response.body().startsWith("{\"status\":\"fail\",\"message\":\"Invalid payload.\""),
          response.body());
    }
    assertEquals(before, service.rows());
  }

  @Test
  void unknownMembersAreIgnoredAndNeverReachTheRow() {
    service.write(
        "POST",
        "/scores",
        8,
        "{\"id\":99,\"user_id\":1,\"exercise_id\":5,\"correct\":true,\"created_at\":\"x\",\"version\":9,"
            + "\"attempts\":9,\"attempts_to_solve\":9,\"solved_at\":\"x\",\"n\":[{}]}");
    assertTrue(
        service.rows().matches("(?s).*\\(\\d,8,5,t,[^,]*,[^,]*,1,1,[^,]*,1\\).*"), service.rows());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "APPLICATION/JSON", "application/json; charset=utf-8"})
  void everyJsonMediaTypeIsAccepted(String mediaType) {
    Response response =
        send(PATCH, BodyPublishers.ofString("{\"exercise_id\":1,\"correct\":true}"), mediaType);
    assertEquals(200, response.status(), response.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/vnd.api+json",
        "application/problem+json",
        "garbage"
      })
  void otherMediaTypeReturns415(String mediaType) {
    String before = service.rows();
    for (Write write : WRITES) {
      send(write, BodyPublishers.ofString("{\"exercise_id\":1,\"correct\":true}"), mediaType)
          .is(
              415,
              "{\"status\":\"fail\",\"message\":\"The payload must be application/json.\","
                  + "\"code\":\"unsupported_media_type\"}");
    }
    assertEquals(before, service.rows());
  }

  @Test
  void missingMediaTypeReturns415() {
    HttpRequest request =
        service.request(
            "PATCH",
            "/scores",
            "{\"exercise_id\":1,\"correct\":true}",
            "Authorization",
            "Bearer user-7");
    assertEquals(415, service.send(request).status());
  }

  @Test
  void missingPayloadReturns400() {
    HttpRequest request = service.request("POST", "/scores", "", "Authorization", "Bearer user-7");
    assertEquals(400, service.send(request).status());
  }

  @Test
  void payloadBeyondTheLimitReturns413() {
    String draft = "{\"exercise_id\":1,\"correct\":true}";
    String padding = " ".repeat(LIMIT - draft.length());
    assertEquals(200, service.write("PATCH", "/scores", 7, draft + padding).status());
    String tooLarge =
        "{\"status\":\"fail\",\"message\":\"The payload is larger than 131072 bytes.\","
            + "\"code\":\"payload_too_large\"}";
    service.write("PATCH", "/scores", 7, draft + padding + " ").is(413, tooLarge);
    // Chunked, without a Content-Length.
    byte[] bytes = (draft + padding + " ").getBytes(StandardCharsets.UTF_8);
    send(PATCH, BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(bytes)), ScoresService.JSON)
        .is(413, tooLarge);
  }

  @Test
  void authenticationPrecedesPayloadAndId() {
    for (Write write :
        List.of(
            new Write("POST", "/scores"),
            new Write("PATCH", "/scores"),
            new Write("PUT", "/scores/blah"),
            new Write("PATCH", "/scores/0"))) {
      HttpRequest missing =
          service.request(write.method(), write.path(), "x", "Content-Type", "text/plain");
      assertEquals(403, service.send(missing).status(), write.toString());
      HttpRequest rejected =
          service.request(
              write.method(),
              write.path(),
              "x",
              "Authorization",
              "Bearer x",
              "Content-Type",
              "text/plain");
      assertEquals(401, service.send(rejected).status(), write.toString());
    }
  }

  private static Response send(Write write, BodyPublisher payload, String mediaType) {
    return service.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + write.path()))
            .method(write.method(), payload)
            .header("Authorization", "Bearer user-7")
            .header("Content-Type", mediaType)
            .build());
  }

  // Framing (RFC 9112, section 7.1)

  @Test
  void malformedChunkReturns400AndWritesNothing() throws IOException {
    String payload = "{\"exercise_id\":9001,\"correct\":true}";
    String request =
        "PATCH /scores HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer user-7\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
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
    assertEquals(
        404, service.get("/scores/user/exercise/9001", "Authorization", "Bearer user-7").status());
  }

  @Test
  void unknownContentEncodingReturns415() {
    Response response =
        service.send(
            service.request(
                "PATCH",
                "/scores",
                "{\"exercise_id\":9002,\"correct\":true}",
                "Authorization",
                "Bearer user-7",
                "Content-Type",
                "application/json",
                "Content-Encoding",
                "br"));
    response.is(
        415,
        "{\"status\":\"fail\",\"message\":\"Content-Encoding must be gzip, deflate or identity.\","
            + "\"code\":\"unsupported_media_type\"}");
    assertEquals("gzip, deflate, identity", response.header("Accept-Encoding"));
  }
}
