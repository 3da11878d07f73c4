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

/** The service that is judged, over HTTP. Thread-safe. */
final class ServiceUnderTest implements AutoCloseable {

  static final String JSON = "application/json";

  /** Who has not answered by then does not answer. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI base;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /** So high and so far apart that no two runs meet, nor a run and somebody's data. */
  private final AtomicInteger exercise =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(1_000_000_000, 2_000_000_000));

  /**
   * @param token of the caller; empty where only the public routes are judged
   */
  ServiceUnderTest(URI base, String token) {
    this.base = URI.create(base.toString().replaceFirst("/+$", ""));
    this.token = token;
  }

  /** An exercise for which the caller has no score. */
  int newExercise() {
    return exercise.getAndIncrement();
  }

  /** A new score of the caller, not correct. */
  ScoreBody newScore() {
    return write("POST", "/scores", draft(newExercise(), false)).score(201, "New score was added!");
  }

  static String draft(int exercise, boolean correct) {
    return "{\"exercise_id\":%d,\"correct\":%s}".formatted(exercise, correct);
  }

  /** As a stranger. */
  CheckedResponse get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  /** As the caller. */
  CheckedResponse read(String path, String... headers) {
    return get(path, withToken(headers));
  }

  /** As the caller, with a payload in JSON. */
  CheckedResponse write(String method, String path, String payload, String... headers) {
    return send(method, path, BodyPublishers.ofString(payload), withToken(withJson(headers)));
  }

  CompletableFuture<CheckedResponse> writeSoon(String method, String path, String payload) {
    return http.sendAsync(
            request(method, path, BodyPublishers.ofString(payload), withToken(withJson())),
            BodyHandlers.ofString())
        .thenApply(answer -> answer(method, path, answer));
  }

  CheckedResponse send(String method, String path, BodyPublisher payload, String... headers) {
    HttpRequest request = request(method, path, payload, headers);
    return answer(method, path, exchange(request, BodyHandlers.ofString()));
  }

  /** Of an answer that may be larger than the memory: its body, to be closed. */
  InputStream stream(String path) {
    return exchange(request("GET", path, BodyPublishers.noBody()), BodyHandlers.ofInputStream())
        .body();
  }

  /** Over a connection of its own, byte by byte. */
  RawConnection wire() {
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
        HttpRequest.newBuilder(URI.create(base + path)).method(method, payload).timeout(PATIENCE);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> body) {
    try {
      return http.send(request, body);
    } catch (IOException fault) {
      return fail(
          "%s %s: expected an answer, was %s"
              .formatted(request.method(), Excerpt.oneLine(request.uri().getRawPath()), fault));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static CheckedResponse answer(String method, String path, HttpResponse<String> answer) {
    return new CheckedResponse(
        method + " " + Excerpt.oneLine(path), answer.statusCode(), answer.headers(), answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
