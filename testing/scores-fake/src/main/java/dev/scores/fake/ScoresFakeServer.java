package dev.scores.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A running fake of the scores service. Thread-safe. */
public final class ScoresFakeServer implements AutoCloseable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI url;
  private final Runnable stop;

  /**
   * @param stop stops the fake
   */
  ScoresFakeServer(URI url, Runnable stop) {
    this.url = url;
    this.stop = stop;
  }

  /** Starts an empty fake, as {@link #start(int)}. */
  public static ScoresFakeServer start() {
    return start(0);
  }

  /**
   * Starts a fake in this JVM, in class loaders of its own; on Java older than 25 as {@link
   * #startProcess}.
   *
   * @param seed the number of demo users whose scores it has; the scores are the same each time
   */
  public static ScoresFakeServer start(int seed) {
    return JavaCommand.isThisJavaSuitable() ? EmbeddedFake.start(seed) : startProcess(seed);
  }

  /**
   * Starts a fake as a process, which ends with this one at the latest.
   *
   * @param seed as above
   * @throws IllegalStateException if there is no Java 25, or the process ends before it serves
   */
  public static ScoresFakeServer startProcess(int seed) {
    return FakeProcess.start(seed);
  }

  /** A fake that was started by other means; {@link #close} does not stop it. */
  public static ScoresFakeServer at(URI url) {
    return new ScoresFakeServer(url, () -> {});
  }

  /** The address, without a path or a slash at the end. */
  public URI url() {
    return url;
  }

  /** The token of the user with this id. Every positive id has one. */
  public String token(int user) {
    return "user-" + user;
  }

  /** Deletes all scores and pending faults; adds the demo scores again. */
  public void reset() {
    control("/__fake/reset", "");
  }

  /** Makes coming requests fail, after faults that are pending. */
  public void fail(ScoresFault fault) {
    control("/__fake/fail", fault.json());
  }

  private void control(String path, String payload) {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path)).POST(BodyPublishers.ofString(payload)).build();
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 204) {
        throw new IllegalStateException(
            "%s returned %d: %s".formatted(request.uri(), response.statusCode(), response.body()));
      }
    } catch (IOException unreachable) {
      throw new UncheckedIOException("No fake at " + url, unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /** Stops the fake, unless it was started by other means. */
  @Override
  public void close() {
    stop.run();
  }
}
