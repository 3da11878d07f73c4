package dev.scores.devservices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** A JSON client for both services that honours {@code Retry-After}. Thread-safe. */
final class JsonClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int MAX_TRIES = 20;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final HttpClient http = HttpClient.newHttpClient();

  /** A response with its body as text. */
  record Reply(URI from, int status, String text) {

    /** A member of the JSON body as text; empty if the body lacks it. */
    String member(String name) {
      return json().path(name).asText();
    }

    StartupException unexpected(String problem) {
      return new StartupException("%s %s: %d %s".formatted(from, problem, status, text));
    }

    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException notJson) {
        return MissingNode.getInstance();
      }
    }
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /**
   * Sends a GET request, as {@link #send}.
   *
   * @throws StartupException when there is no response
   */
  Reply get(URI from, Optional<String> token) throws InterruptedException {
    return send(HttpRequest.newBuilder(from), token);
  }

  /**
   * Sends a request, up to 20 times while the response is 429 or 503 with {@code Retry-After} in
   * seconds (RFC 9110, section 10.2.3).
   *
   * @throws StartupException when there is no response
   */
  Reply send(String method, URI to, JsonNode body, Optional<String> token)
      throws InterruptedException {
    var request =
        HttpRequest.newBuilder(to)
            .method(method, BodyPublishers.ofString(body.toString()))
            .header("Content-Type", "application/json");
    return send(request, token);
  }

  private Reply send(HttpRequest.Builder builder, Optional<String> token)
      throws InterruptedException {
    token.ifPresent(it -> builder.header("Authorization", "Bearer " + it));
    var request = builder.timeout(TIMEOUT).build();
    var response = send(request);
    for (int tries = 1; asksForRetry(response) && tries < MAX_TRIES; tries++) {
      Thread.sleep(
          Duration.ofSeconds(response.headers().firstValueAsLong("Retry-After").orElse(0)));
      response = send(request);
    }
    return new Reply(request.uri(), response.statusCode(), response.body());
  }

  private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new StartupException("No response from " + request.uri() + ": " + e.getMessage(), e);
    }
  }

  private static boolean asksForRetry(HttpResponse<?> response) {
    int status = response.statusCode();
    return (status == TOO_MANY_REQUESTS || status == UNAVAILABLE)
        && response.headers().firstValue("Retry-After").isPresent();
  }

  @Override
  public void close() {
    http.close();
  }
}
