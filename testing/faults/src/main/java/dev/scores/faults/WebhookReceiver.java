package dev.scores.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.scores.devservices.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A target of webhooks that can be killed. It verifies each message by the rules of Standard
 * Webhooks, and records the event before it responds. Thread-safe.
 */
final class WebhookReceiver implements AutoCloseable {

  /** The name in {@code WEBHOOKS}. */
  static final String NAME = "drill";

  private static final byte[] KEY = "a key of the drill, 32 bytes long".getBytes(UTF_8);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port = Ports.anyFree();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<WebhookEvent> arrivals = new LinkedHashSet<>();
  private final List<String> violations = new ArrayList<>();
  private int messages;
  private @Nullable HttpServer server;

  /** This target as a value of {@code WEBHOOKS}. */
  String setting() {
    return "%s=http://127.0.0.1:%d/#whsec_%s"
        .formatted(NAME, port, Base64.getEncoder().encodeToString(KEY));
  }

  synchronized void start() {
    try {
      HttpServer next =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      next.setExecutor(threads);
      next.createContext("/", this::receive);
      next.start();
      server = next;
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** Closes the port and all connections; messages that arrived may get no response. */
  synchronized void kill() {
    HttpServer running = server;
    if (running != null) {
      running.stop(0);
      server = null;
    }
  }

  /** The events in the order of their first arrival. */
  synchronized List<WebhookEvent> arrivals() {
    return List.copyOf(arrivals);
  }

  /** A sentence for each message that was not genuine. */
  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /** The number of messages, repeated ones included. */
  synchronized int messages() {
    return messages;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      record(exchange.getRequestHeaders(), body);
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private synchronized void record(Headers headers, byte[] body) throws IOException {
    messages++;
    String id = headers.getFirst("webhook-id");
    byte[] expected = signature(id + "." + headers.getFirst("webhook-timestamp") + ".", body);
    byte[] given = String.valueOf(headers.getFirst("webhook-signature")).getBytes(UTF_8);
    if (!MessageDigest.isEqual(expected, given)) {
      violations.add("message " + id + " has a wrong signature");
    }
    JsonNode event = JSON.readTree(body);
    if (!event.path("id").asText().equals(id)) {
      violations.add("message " + id + " has the id " + event.path("id"));
    }
    JsonNode data = event.path("data");
    arrivals.add(
        new WebhookEvent(
            data.path("score").path("user_id").asInt(), data.path("sequence").asLong()));
  }

  private static byte[] signature(String head, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      mac.update(head.getBytes(UTF_8));
      return ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(UTF_8);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    kill();
    threads.shutdownNow();
  }
}
