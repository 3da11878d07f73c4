package dev.scores.users;

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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The users service as a process of its own, as an operator starts it; all it prints is kept. */
final class UsersProcess implements AutoCloseable {

  private static final Pattern SERVING = Pattern.compile("serving on port (\\d+)");

  private final Process process;
  private final Path output;
  private final HttpClient client = HttpClient.newHttpClient();

  private UsersProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * @param environment all of it, but for {@code DRAIN_DELAY}, which is 0 unless it is given
   */
  static UsersProcess start(Map<String, String> environment) {
    try {
      Path output = Files.createTempFile("users", ".out");
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  // Not the tests' own configuration.
                  "-Dlogback.configurationFile=logback.xml",
                  "-cp",
                  System.getProperty("java.class.path"),
                  UsersApplication.class.getName())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
      builder.environment().put("DRAIN_DELAY", "0");
      builder.environment().putAll(environment);
      return new UsersProcess(builder.start(), output);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** All that it printed, of one that ends by itself. */
  static String run(Map<String, String> environment) {
    try (UsersProcess process = start(environment)) {
      return process.awaitEnd();
    }
  }

  HttpResponse<String> send(String method, String path, String payload, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + awaitPort() + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(payload));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** As an orchestrator does: SIGTERM; then all that it printed. */
  String stop() {
    process.destroy();
    return awaitEnd();
  }

  private int awaitPort() {
    while (process.isAlive()) {
      Matcher serving = SERVING.matcher(output());
      if (serving.find()) {
        return Integer.parseInt(serving.group(1));
      }
      pause();
    }
    throw new IllegalStateException("it does not serve: " + output());
  }

  private String awaitEnd() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("it does not end: " + output());
      }
      return output();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private String output() {
    try {
      return Files.readString(output);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    client.close();
    try {
      Files.delete(output);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
