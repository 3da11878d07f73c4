package dev.scores.faults;

import dev.scores.faults.TimedExchange.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * A client with one connection that it keeps as long as it is let, one request at a time. Writes
 * down every exchange, and repeats nothing that may have been carried out. For one thread.
 */
final class Client implements AutoCloseable {

  /** Far beyond what a request may take: one that ends by this was not answered at all. */
  private static final Duration GIVES_UP_AFTER = Duration.ofSeconds(15);

  static {
    // Read by the JDK's client when it is first used: what fails is to be seen, not tried again.
    System.setProperty("jdk.httpclient.disableRetryConnect", "true");
  }

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI base;
  private final Optional<String> token;
  private final Journal journal;

  Client(URI base, Optional<String> token, Journal journal) {
    this.base = base;
    this.token = token;
    this.journal = journal;
  }

  /** With nobody's token, and nobody reads what it writes down. */
  Client(URI base) {
    this(base, Optional.empty(), new Journal());
  }

  TimedExchange get(String path) throws InterruptedException {
    return send("GET", path, "");
  }

  /**
   * @param body JSON, or empty for none
   */
  TimedExchange send(String method, String path, String body) throws InterruptedException {
    HttpRequest request = request(method, path, body);
    long invoked = System.nanoTime();
    Reply reply = reply(request);
    var exchange = new TimedExchange(method, path, invoked, System.nanoTime(), reply);
    journal.add(exchange.brief());
    return exchange;
  }

  private HttpRequest request(String method, String path, String body) {
    var request = HttpRequest.newBuilder(base.resolve(path)).timeout(GIVES_UP_AFTER);
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return body.isEmpty()
        ? request.method(method, BodyPublishers.noBody()).build()
        : request
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build();
  }

  private Reply reply(HttpRequest request) throws InterruptedException {
    try {
      return answered(http.send(request, BodyHandlers.ofString()));
    } catch (ConnectException | HttpConnectTimeoutException noConnection) {
      return new Reply.NotSent(noConnection.toString());
    } catch (IOException broken) {
      return new Reply.Broken(broken.toString());
    }
  }

  private static Reply answered(HttpResponse<String> response) {
    int version =
        response
            .headers()
            .firstValue("ETag")
            .filter(tag -> tag.matches("\"[0-9]{1,9}\""))
            .map(tag -> Integer.parseInt(tag.substring(1, tag.length() - 1)))
            .orElse(0);
    return new Reply.Answered(
        response.statusCode(),
        response.body(),
        version,
        response.headers().firstValue("Retry-After"));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
