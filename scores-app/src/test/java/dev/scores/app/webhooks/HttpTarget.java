package dev.scores.app.webhooks;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A target of webhooks over real HTTP. Records each message before it responds. */
final class HttpTarget implements AutoCloseable {

  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  /** One request. */
  record Message(String path, Headers headers, String body) {

    String id() {
      return headers.getFirst("webhook-id");
    }

    String subject() {
      return body.replaceFirst(".*\"subject\":\"([^\"]*)\".*", "$1");
    }
  }

  /** Sends a response, or none. */
  interface Responder {
    void respond(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Function<Message, Responder> responses = message -> status(204);

  HttpTarget() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** This target in the format of {@code WEBHOOKS}. */
  String setting() {
    return "lms=" + address() + "/hook#" + SECRET;
  }

  void respond(Function<Message, Responder> response) {
    responses = response;
  }

  static Responder status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  /** Holds the request until this target is closed. */
  Responder silence() {
    return exchange -> {
      try {
        closed.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    };
  }

  List<Message> messages() {
    return List.copyOf(messages);
  }

  /** The ids of all messages, in the order of their arrival. */
  List<String> ids() {
    return messages.stream().map(Message::id).toList();
  }

  /** The ids of the messages about a subject, in the order of their arrival. */
  List<String> ids(String subject) {
    return messages.stream()
        .filter(message -> message.subject().equals(subject))
        .map(Message::id)
        .toList();
  }

  void awaitMessages(int number) {
    await(() -> messages.size() >= number);
  }

  static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Message message =
          new Message(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body);
      Responder response = responses.apply(message);
      messages.add(message);
      response.respond(exchange);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }
}
