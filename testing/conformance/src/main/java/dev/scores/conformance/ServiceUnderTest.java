package dev.scores.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** An HTTP client of the service that is checked. Thread-safe. */
final class ServiceUnderTest implements AutoCloseable {

  static final String JSON = "application/json";

  /** Connect and request timeout. */
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final URI base;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /** A random start makes exercises of two runs, or of a run and existing data, distinct. */
  private final AtomicInteger exercise =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(1_000_000_000, 2_000_000_000));

  /**
   * @param token the bearer token of the caller; empty to check public routes only
   */
  ServiceUnderTest(URI base, String token) {
    this.base = URI.create(base.toString().replaceFirst("/+$", ""));
    this.token = token;
  }

  /** Returns an exercise for which the caller has no score. */
  int newExercise() {
    return exercise.getAndIncrement();
  }

  /** Adds a score of the caller that is not correct. */
  ScoreBody newScore() {
    return write("POST", "/scores", draft(newExercise(), false)).score(201, "New score was added!");
  }

  static String draft(int exercise, boolean correct) {
    return "{\"exercise_id\":%d,\"correct\":%s}".formatted(exercise, correct);
  }

  /** Sends a GET without a token. */
  CheckedResponse get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  /** Sends a GET with the token. */
  CheckedResponse read(String path, String... headers) {
    return get(path, withToken(headers));
  }

  /** Sends a JSON payload with the token. */
  CheckedResponse write(String method, String path, String payload, String... headers) {
    return send(method, path, BodyPublishers.ofString(payload), withToken(withJson(headers)));
  }

  CompletableFuture<CheckedResponse> writeAsync(String method, String path, String payload) {
    return http.sendAsync(
            request(method, path, BodyPublishers.ofString(payload), withToken(withJson())),
            BodyHandlers.ofString())
        .thenApply(response -> toResponse(method, path, response));
  }

  CheckedResponse send(String method, String path, BodyPublisher payload, String... headers) {
    HttpRequest request = request(method, path, payload, headers);
    return toResponse(method, path, exchange(request, BodyHandlers.ofString()));
  }

  /** Returns the body of a GET as a stream, which the caller closes. */
  InputStream stream(String path) {
    return exchange(request("GET", path, BodyPublishers.noBody()), BodyHandlers.ofInputStream())
        .body();
  }

  /** Returns a client that uses plain sockets. */
  RawConnection rawConnection() {
    return new RawConnection(base, token);
  }

  String[] withToken(String... headers) {
    return Stream.concat(Stream.of("Authorization", "Bearer " + token), Stream.of(headers))
        .toArray(String[]::new);
  }

  private static String[] withJson(String... headers) {
    return Stream.concat(Stream.of("Content-Type", JSON), Stream.of(headers))
        .toArray(String[]::new);
  }

  private HttpRequest request(
      String method, String path, BodyPublisher payload, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).method(method, payload).timeout(TIMEOUT);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> body) {
    try {
      return http.send(request, body);
    } catch (IOException exception) {
      return fail(
          "%s %s: expected a response, was %s"
              .formatted(request.method(), Excerpt.oneLine(request.uri().getRawPath()), exception));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static CheckedResponse toResponse(
      String method, String path, HttpResponse<String> response) {
    return new CheckedResponse(
        method + " " + Excerpt.oneLine(path),
        response.statusCode(),
        response.headers(),
        response.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
