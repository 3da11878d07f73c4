package dev.scores.app.fake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client of one live stream. Parses it line by line, as the standard says. */
final class EventReader implements AutoCloseable {

  /** An event with its block's other fields, in the order of the lines. */
  record Event(String type, String id, String data) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;
  private String position = "";

  /** Sends the request and returns when the head of the response has arrived. */
  EventReader(URI url, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path)).header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      response = http.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  int status() {
    return response.statusCode();
  }

  HttpHeaders headers() {
    return response.headers();
  }

  /** The next block, without the empty line; empty at the end of the stream. */
  Optional<List<String>> block() {
    List<String> block = new ArrayList<>();
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          return Optional.of(block);
        }
        if (line.startsWith("id: ")) {
          position = line.substring(4);
        }
        block.add(line);
      }
      return Optional.empty();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** The next event. */
  Event next() {
    return event().orElseThrow(() -> new AssertionError("the stream has ended"));
  }

  /** The next event; empty at the end of the stream. */
  Optional<Event> event() {
    for (Optional<List<String>> block = block(); block.isPresent(); block = block()) {
      Optional<String> data = field(block.get(), "data: ");
      if (data.isPresent()) {
        return Optional.of(
            new Event(
                field(block.get(), "event: ").orElseThrow(),
                field(block.get(), "id: ").orElseThrow(),
                data.get()));
      }
    }
    return Optional.empty();
  }

  /** The last id, which a browser would resume after. */
  String position() {
    return position;
  }

  private static Optional<String> field(List<String> block, String name) {
    return block.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()))
        .findFirst();
  }

  /** Closes the connection. */
  @Override
  public void close() {
    http.shutdownNow();
    try {
      response.body().close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    http.close();
  }
}
