package dev.scores.conformance;

import static java.util.Objects.requireNonNullElse;

import dev.scores.conformance.RuleStop.Deviation;
import dev.scores.conformance.RuleStop.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client of the service that is checked. It writes every exchange to a journal. A response
 * with 503, which is valid at any time, ends the rule.
 */
final class ServiceUnderTest implements AutoCloseable {

  static final String JSON = "application/json";

  private static final int UNAVAILABLE = 503;

  /** Longer than the steps of any clock that a service could use. */
  private static final Duration CLOCK_STEP = Duration.ofMillis(50);

  private final RunSettings settings;
  private final Journal journal;
  private final String token;
  private final HttpClient http;
  private final AtomicInteger exercise;

  ServiceUnderTest(RunSettings settings, Journal journal) {
    this(
        settings,
        journal,
        settings.token(),
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(settings.tls())
            .connectTimeout(settings.timeout())
            .build(),
        // A random start makes exercises of two runs, or of a run and existing data, distinct.
        new AtomicInteger(ThreadLocalRandom.current().nextInt(1_000_000_000, 2_000_000_000)));
  }

  private ServiceUnderTest(
      RunSettings settings,
      Journal journal,
      String token,
      HttpClient http,
      AtomicInteger exercise) {
    this.settings = settings;
    this.journal = journal;
    this.token = token;
    this.http = http;
    this.exercise = exercise;
  }

  RunSettings settings() {
    return settings;
  }

  /** Returns a client with the token of the other user. */
  ServiceUnderTest other() {
    return new ServiceUnderTest(settings, journal, settings.otherToken(), http, exercise);
  }

  /** Checks each case, also after one that deviates. */
  <T> void each(Iterable<T> cases, Consumer<T> check) {
    for (T one : cases) {
      journal.startCase();
      try {
        check.accept(one);
      } catch (Deviation deviation) {
        journal.add(deviation);
      }
    }
  }

  /** Returns an exercise for which the caller has no score. */
  int newExercise() {
    return exercise.getAndIncrement();
  }

  /** Adds a score of the caller that is not correct. */
  ScoreBody newScore() {
    return write("POST", "/scores", draft(newExercise(), false)).score(201);
  }

  /** Updates a score of the caller so that it is correct. */
  ScoreBody solve(ScoreBody score) {
    return write("PUT", "/scores/" + score.id(), draft(score.exercise(), true)).score(200);
  }

  static String draft(int exercise, boolean correct) {
    return "{\"exercise_id\":%d,\"correct\":%s}".formatted(exercise, correct);
  }

  /** Sends a GET without a token. */
  CheckedResponse get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  /** Sends a GET with the token. */
  CheckedResponse read(String path, String... headers) {
    return get(path, withToken(headers));
  }

  /** Sends a JSON payload with the token. */
  CheckedResponse write(String method, String path, String payload, String... headers) {
    return send(method, path, payload, withToken(withJson(headers)));
  }

  /** Sends a DELETE with the token. */
  CheckedResponse remove(String path, String... headers) {
    return send("DELETE", path, null, withToken(headers));
  }

  CheckedResponse send(String method, String path, @Nullable String payload, String... headers) {
    return send(Request.of(method, path, payload, headers));
  }

  CheckedResponse send(Request request) {
    return record(toResponse(request, await(request, sendAsync(request, BodyHandlers.ofString()))));
  }

  /** Sends a JSON payload with the token. The response is not yet in the journal. */
  CompletableFuture<CheckedResponse> writeAsync(String method, String path, String payload) {
    Request request = Request.of(method, path, payload, withToken(withJson()));
    return sendAsync(request, BodyHandlers.ofString())
        .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(response -> toResponse(request, response))
        .exceptionally(failure -> CheckedResponse.none(request, failure.toString()));
  }

  /**
   * Writes a response to the journal.
   *
   * @throws Unavailable when its status is 503
   */
  CheckedResponse record(CheckedResponse response) {
    journal.add(response);
    if (response.status() == UNAVAILABLE) {
      String seconds = response.header("Retry-After");
      throw new Unavailable(
          response, Duration.ofSeconds(seconds.matches("\\d{1,4}") ? Long.parseLong(seconds) : 1));
    }
    return response;
  }

  /** A response whose body is read while it arrives. */
  record StreamedResponse(CheckedResponse response, InputStream body) {}

  /** Sends a GET. The caller closes the body; without that it ends after the time limit. */
  StreamedResponse stream(String path, Duration limit) {
    Request request = Request.of("GET", path, null);
    HttpResponse<InputStream> response =
        await(request, sendAsync(request, BodyHandlers.ofInputStream()));
    InputStream body = response.body();
    CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> close(body));
    return new StreamedResponse(
        record(
            new CheckedResponse(
                request, response.statusCode(), response.headers(), "(a streamed list)")),
        body);
  }

  /** Sends a request, with the token if there is one, over a plain socket. */
  CheckedResponse sendRaw(String method, String target) {
    Request request = Request.of(method, target, null, withToken());
    try {
      return record(new RawConnection(settings).exchange(request));
    } catch (IOException exception) {
      throw unavailable(request, exception);
    }
  }

  /** Adds the token, if there is one, to headers. */
  String[] withToken(String... headers) {
    return token.isEmpty() ? headers : concat(headers, "Authorization", "Bearer " + token);
  }

  /** Waits until a later write has a later time. */
  void waitForClock() {
    sleep(CLOCK_STEP);
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static String[] withJson(String... headers) {
    return concat(headers, "Content-Type", JSON);
  }

  private static String[] concat(String[] headers, String name, String value) {
    return Stream.concat(Stream.of(name, value), Stream.of(headers)).toArray(String[]::new);
  }

  private <T> CompletableFuture<HttpResponse<T>> sendAsync(Request request, BodyHandler<T> body) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(settings.service() + request.path()))
            .method(
                request.method(),
                request.bytes().map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
    request.headers().forEach(builder::header);
    return http.sendAsync(builder.build(), body);
  }

  private <T> T await(Request request, CompletableFuture<T> response) {
    try {
      return response.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      response.cancel(true);
      CheckedResponse none =
          CheckedResponse.none(request, "timed out after " + settings.timeout().toSeconds() + " s");
      journal.add(none);
      none.expect(false, "a response");
      throw new IllegalStateException(late);
    } catch (ExecutionException failed) {
      throw unavailable(request, requireNonNullElse(failed.getCause(), failed));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private Unavailable unavailable(Request request, Throwable cause) {
    CheckedResponse none = CheckedResponse.none(request, reason(cause));
    journal.add(none);
    return new Unavailable(none, Duration.ZERO);
  }

  private static String reason(Throwable cause) {
    if (cause instanceof ConnectException) {
      return cause.getCause() instanceof UnresolvedAddressException
          ? "unknown host"
          : "connection refused";
    }
    return cause.toString();
  }

  private static CheckedResponse toResponse(Request request, HttpResponse<String> response) {
    return new CheckedResponse(request, response.statusCode(), response.headers(), response.body());
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException closed) {
      // The reader sees the end of the stream.
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
