package dev.scores.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * For tests: a service in a JVM of its own, started from the class path of this JVM. Thread-safe.
 */
public final class ForkedService implements AutoCloseable {

  private static final Pattern SERVING = Pattern.compile("serving on port (\\d+)");
  private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

  private final Process process;
  private final Path output;
  private final Path errors;

  private ForkedService(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /** The exit status, the standard output and the standard error of a process. */
  public record Exit(int status, String output, String errors) {}

  /**
   * Starts the main class.
   *
   * @param environment the whole environment; {@code DRAIN_DELAY} defaults to 0
   */
  public static ForkedService start(
      Class<?> main, Map<String, String> environment, String... arguments) {
    try {
      var output = Files.createTempFile("service", ".out");
      var errors = Files.createTempFile("service", ".err");
      var builder =
          new ProcessBuilder().redirectOutput(output.toFile()).redirectError(errors.toFile());
      builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
      builder.environment().put("DRAIN_DELAY", "0");
      builder.environment().putAll(environment);
      // Not the logging configuration of the tests.
      var options = List.of("-Dlogback.configurationFile=logback.xml");
      // Commands load fewer classes than a service.
      var archives = arguments.length == 0;
      var process = ForkedJvm.start(main, archives, options, List.of(arguments), builder);
      return new ForkedService(process, output, errors);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + main.getName(), e);
    }
  }

  /** As {@link #start}; returns when the process has ended by itself. */
  public static Exit run(Class<?> main, Map<String, String> environment, String... arguments) {
    try (var service = start(main, environment, arguments)) {
      return service.awaitExit();
    }
  }

  /**
   * Waits until the service accepts requests and returns its port.
   *
   * @throws IllegalStateException if the process ends before
   */
  public int awaitPort() {
    return Integer.parseInt(awaitOutput(SERVING));
  }

  /**
   * Waits until the standard output has a match of the pattern and returns its first group.
   *
   * @throws IllegalStateException if the process ends before
   */
  public String awaitOutput(Pattern pattern) {
    try {
      while (true) {
        var ended = process.waitFor(POLL_INTERVAL);
        var found = pattern.matcher(output());
        if (found.find()) {
          return found.group(1);
        }
        if (ended) {
          throw new IllegalStateException("The service did not start: " + awaitExit());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Sends a request, waiting for the port if needed.
   *
   * @param headers names and values in turn
   */
  public HttpResponse<String> send(
      HttpClient client, String method, String path, String payload, String... headers)
      throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + awaitPort() + path))
            .method(
                method,
                payload.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(payload));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** Waits for the end of the process. */
  public Exit awaitExit() {
    try {
      return new Exit(process.waitFor(), output(), read(errors));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns the standard output so far. */
  public String output() {
    return read(output);
  }

  /** Sends SIGKILL and deletes the output. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Files.delete(output);
      Files.delete(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
