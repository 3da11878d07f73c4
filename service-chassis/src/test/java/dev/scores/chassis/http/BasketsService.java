package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.settings.CommonSettings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A service on the chassis with {@link BasketsController}, in this JVM. Requests go over a plain
 * socket, because an HTTP client would normalize them.
 */
final class BasketsService implements AutoCloseable {

  static final String JSON = "Content-Type: application/json";

  private final ApplicationContext context;
  private final EmbeddedServer server;

  BasketsService() {
    this(Map.of());
  }

  BasketsService(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("MICRONAUT_ENVIRONMENTS", "test");
    environment.put("DATABASE_URL", "postgres://nobody@none/none");
    context = new ServiceDefinition(CommonSettings.withPort(0)).context(environment).start();
    server = context.getBean(EmbeddedServer.class).start();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  Response get(String target, String... headers) {
    return send("GET", target, new byte[0], headers);
  }

  /** Sends the payload to {@code POST /baskets} as JSON. */
  Response post(String payload) {
    return send("POST", "/baskets", payload.getBytes(StandardCharsets.UTF_8), JSON);
  }

  Response send(String method, String target, byte[] payload, String... headers) {
    String head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(
                method,
                target,
                payload.length,
                String.join("", List.of(headers).stream().map(header -> header + "\r\n").toList()));
    return Response.of(exchange(head, payload));
  }

  /** Sends a head in ISO 8859-1 and a payload and returns all bytes until the server closes. */
  String exchange(String head, byte... payload) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(payload);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  @Override
  public void close() {
    context.close();
  }

  /**
   * @param head the status line and the headers, in lower case
   */
  record Response(int status, List<String> head, String body) {

    static Response of(String text) {
      int end = text.indexOf("\r\n\r\n");
      return new Response(
          Integer.parseInt(text.substring(9, 12)),
          text.substring(0, end).toLowerCase(Locale.ROOT).lines().toList(),
          text.substring(end + 4));
    }

    Response is(int expectedStatus, String expectedBody) {
      assertEquals(expectedStatus + " " + expectedBody, status + " " + body);
      return this;
    }

    /** The header's values, in lower case. */
    List<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ": ";
      return head.stream()
          .filter(line -> line.startsWith(start))
          .map(line -> line.substring(start.length()))
          .toList();
    }
  }
}
