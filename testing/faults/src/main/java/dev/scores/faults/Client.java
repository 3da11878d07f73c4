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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP client with one persistent connection and one request at a time. It records every
 * exchange and never retries a request. For one thread.
 */
final class Client implements AutoCloseable {

  /** Far beyond the service's deadline: a request that ends by this got no response. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  /** A tag: the transaction of the write, which release 0.2.0 lacks, and the version. */
  private static final Pattern VERSION = Pattern.compile("\"(?:[0-9]+-)?([0-9]{1,9})\"");

  static {
    // The JDK's client reads this on first use. A failed connection must show, not be retried.
    System.setProperty("jdk.httpclient.disableRetryConnect", "true");
  }

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI base;
  private final Optional<String> token;
  private final ExchangeLog exchangeLog;

  Client(URI base, Optional<String> token, ExchangeLog exchangeLog) {
    this.base = base;
    this.token = token;
    this.exchangeLog = exchangeLog;
  }

  /** Creates an anonymous client whose exchanges are not kept. */
  Client(URI base) {
    this(base, Optional.empty(), new ExchangeLog());
  }

  TimedExchange get(String path) throws InterruptedException {
    return send("GET", path, "");
  }

  /**
   * @param body JSON, or empty for none
   * @param headers names and values
   */
  TimedExchange send(String method, String path, String body, String... headers)
      throws InterruptedException {
    HttpRequest request = request(method, path, body, headers);
    long invoked = System.nanoTime();
    Reply reply = reply(request);
    var exchange = new TimedExchange(method, path, invoked, System.nanoTime(), reply);
    exchangeLog.add(exchange.brief());
    return exchange;
  }

  private HttpRequest request(String method, String path, String body, String... headers) {
    var request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
    if (headers.length > 0) {
      request.headers(headers);
    }
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
      return toReply(http.send(request, BodyHandlers.ofString()));
    } catch (ConnectException | HttpConnectTimeoutException noConnection) {
      return new Reply.NotSent(noConnection.toString());
    } catch (IOException violations) {
      return new Reply.Incomplete(violations.toString());
    }
  }

  private static Reply toReply(HttpResponse<String> response) {
    int version =
        response
            .headers()
            .firstValue("ETag")
            .map(VERSION::matcher)
            .filter(Matcher::matches)
            .map(tag -> Integer.parseInt(tag.group(1)))
            .orElse(0);
    return new Reply.Complete(
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
