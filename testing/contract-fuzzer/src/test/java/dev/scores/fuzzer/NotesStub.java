package dev.scores.fuzzer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that conforms to {@code notes.yaml} except for one fault. */
final class NotesStub implements FuzzTarget, AutoCloseable {

  enum Fault {
    NONE,
    FAILS_FOR_ONE_TEXT,
    STORES_A_REJECTED_NOTE,
    RETURNS_AN_UNDOCUMENTED_MEMBER,
    RETURNS_AN_UNDOCUMENTED_STATUS,
    ACCEPTS_OUT_OF_BOUNDS,
    NEEDS_NO_TOKEN,
    IGNORES_UNKNOWN_PARAMETERS,
    REVEALS_A_CLASS_NAME,
    IGNORES_THE_CASE_OF_METHODS,
    NEVER_SUCCEEDS
  }

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final int LARGE = 130_000;

  private final Fault fault;
  private final ServerSocket server;
  private final List<String> notes = new CopyOnWriteArrayList<>();

  NotesStub(Fault fault) {
    this.fault = fault;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
    Thread.ofPlatform().daemon().start(this::accept);
  }

  @Override
  public int port() {
    return server.getLocalPort();
  }

  @Override
  public String token() {
    return "good";
  }

  @Override
  public String stored() {
    return notes.toString();
  }

  @Override
  public void reset() {
    notes.clear();
    notes.add("{\"id\":1,\"text\":\"milk\",\"count\":2}");
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept();
          InputStream in = new BufferedInputStream(socket.getInputStream())) {
        for (List<String> head = head(in); !head.isEmpty(); head = head(in)) {
          int length = Integer.parseInt("0" + header(head, "content-length"));
          byte[] response = response(head, in.readNBytes(length)).getBytes(UTF_8);
          socket.getOutputStream().write(response);
        }
      } catch (IOException closed) {
        // The client closed the connection.
      }
    }
  }

  private static List<String> head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.append((char) next);
      if (next == '\n' && head.substring(Math.max(0, head.length() - 4)).equals("\r\n\r\n")) {
        break;
      }
    }
    return head.toString().lines().toList();
  }

  private static String header(List<String> head, String name) {
    return head.stream()
        .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  private String response(List<String> head, byte[] payload) {
    String method = head.getFirst().split(" ", 2)[0];
    String path = head.getFirst().split("[ ?]", 3)[1];
    boolean list = path.equals("/notes");
    String allowed = list ? "POST" : "GET";
    boolean supported =
        fault == Fault.IGNORES_THE_CASE_OF_METHODS
            ? method.equalsIgnoreCase(allowed)
            : method.equals(allowed);
    if (!supported) {
      return response(405, "{\"message\":\"no\"}", "Allow: " + allowed);
    }
    if (hasQuery(head) && fault != Fault.IGNORES_UNKNOWN_PARAMETERS) {
      return error(400);
    }
    return list ? add(head, payload) : get(path);
  }

  private static boolean hasQuery(List<String> head) {
    return head.getFirst().split(" ", 3)[1].contains("?");
  }

  private String get(String path) {
    return path.equals("/notes/1") ? response(200, notes.getFirst()) : error(404);
  }

  private String add(List<String> head, byte[] payload) {
    if (fault != Fault.NEEDS_NO_TOKEN && !header(head, "authorization").equals("Bearer good")) {
      return error(401);
    }
    if (payload.length > LARGE) {
      return error(413);
    }
    if (!header(head, "content-type").equals("application/json")) {
      return error(415);
    }
    try {
      JsonNode note = JSON.readTree(UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString());
      return add(note);
    } catch (JsonProcessingException | CharacterCodingException malformed) {
      return error(400);
    }
  }

  private String add(JsonNode note) {
    String text = note.path("text").asText();
    JsonNode count = note.path("count");
    int max = fault == Fault.ACCEPTS_OUT_OF_BOUNDS ? 101 : 100;
    if (fault == Fault.FAILS_FOR_ONE_TEXT && text.contains("\u0000")) {
      return error(500);
    }
    boolean valid =
        note.path("text").isTextual()
            && !text.isEmpty()
            && text.codePointCount(0, text.length()) <= 10
            && count.isIntegralNumber()
            && count.canConvertToInt()
            && count.asInt() >= 1
            && count.asInt() <= max;
    if (!valid || fault == Fault.NEVER_SUCCEEDS) {
      if (fault == Fault.STORES_A_REJECTED_NOTE && count.asInt() == 101) {
        notes.add(note.toString());
      }
      return error(fault == Fault.RETURNS_AN_UNDOCUMENTED_STATUS && text.isEmpty() ? 422 : 400);
    }
    ObjectNode stored = JSON.createObjectNode().put("id", notes.size() + 1);
    stored.put("text", text).put("count", count.asInt());
    notes.add(stored.toString());
    if (fault == Fault.RETURNS_AN_UNDOCUMENTED_MEMBER && text.length() == 7) {
      stored.put("owner", 1);
    }
    return response(201, stored.toString());
  }

  private String error(int status) {
    boolean reveals = fault == Fault.REVEALS_A_CLASS_NAME && status == 415;
    return response(
        status, reveals ? "{\"message\":\"java.lang.String\"}" : "{\"message\":\"because\"}");
  }

  private static String response(int status, String body, String... headers) {
    int length = body.getBytes(UTF_8).length;
    return "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n%s"
        .formatted(
            status,
            length,
            String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList()),
            body);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
