package dev.scores.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The scores service in a JVM of its own, started from the class path. */
final class ScoresServiceProcess implements AutoCloseable {

  private static final Pattern SERVING = Pattern.compile("serving on port (\\d+)");

  private final Process process;
  private final Path output;
  private final Path errors;

  private ScoresServiceProcess(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /** The exit status and output of a process. */
  record Exit(int status, String output, String errors) {}

  /**
   * @param environment the whole environment; {@code DRAIN_DELAY} defaults to 0
   */
  static ScoresServiceProcess start(Map<String, String> environment, String... arguments) {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    // Not the configuration of the tests.
                    "-Dlogback.configurationFile=logback.xml",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ScoresApplication.class.getName()),
                Stream.of(arguments))
            .toList();
    try {
      Path output = Files.createTempFile("scores", ".out");
      Path errors = Files.createTempFile("scores", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
      builder.environment().put("DRAIN_DELAY", "0");
      builder.environment().putAll(environment);
      return new ScoresServiceProcess(builder.start(), output, errors);
    } catch (IOException fault) {
      throw new IllegalStateException(fault);
    }
  }

  static Exit run(Map<String, String> environment, String... arguments) {
    try (ScoresServiceProcess process = start(environment, arguments)) {
      return process.awaitEnd();
    }
  }

  /** Waits until the service accepts requests and returns its port. */
  int awaitPort() {
    while (process.isAlive()) {
      Matcher serving = SERVING.matcher(output());
      if (serving.find()) {
        return Integer.parseInt(serving.group(1));
      }
      pause();
    }
    throw new IllegalStateException("the service did not start: " + awaitEnd());
  }

  HttpResponse<String> get(HttpClient client, String path, String... headers) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + awaitPort() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  Exit awaitEnd() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the process did not end: " + output());
      }
      return new Exit(process.exitValue(), output(), read(errors));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  String output() {
    return read(output);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Files.delete(output);
      Files.delete(errors);
    } catch (IOException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
