package dev.scores.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A client of the live stream of all changes, which reconnects as a browser does: after the last id
 * of a complete block. One step is one connection.
 */
final class StreamFollower implements Load.Step {

  private static final Duration BEFORE_RECONNECTING = Duration.ofMillis(50);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI service;
  private final FollowedEvents events;
  private volatile Optional<String> lastId = Optional.empty();

  StreamFollower(URI service, FollowedEvents events) {
    this.service = service;
    this.events = events;
  }

  FollowedEvents events() {
    return events;
  }

  /** Whether the stream has a position, so that the client misses nothing from now on. */
  boolean hasBegun() {
    return lastId.isPresent();
  }

  @Override
  public void once() throws InterruptedException {
    var request =
        HttpRequest.newBuilder(service.resolve("/scores/changes"))
            .header("Accept", "text/event-stream");
    lastId.ifPresent(id -> request.header("Last-Event-ID", id));
    try {
      HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
      if (response.statusCode() == 200) {
        read(response.body());
      } else if (response.statusCode() < 500) {
        events.wrong("status " + response.statusCode());
      }
    } catch (IOException broken) {
      // Resumes after the last complete block.
    }
    Thread.sleep(BEFORE_RECONNECTING);
  }

  private void read(InputStream body) throws IOException {
    try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      Optional<String> id = Optional.empty();
      Optional<String> data = Optional.empty();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = Optional.of(line.substring(4));
        } else if (line.startsWith("data: ")) {
          data = Optional.of(line.substring(6));
        } else if (line.isEmpty()) {
          data.ifPresent(events::add);
          lastId = id.or(() -> lastId);
          id = Optional.empty();
          data = Optional.empty();
        }
      }
    }
  }
}
