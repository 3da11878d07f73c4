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

/**
 * Tells our services something in JSON, and waits where one of them asks for it. Safe for many
 * threads.
 */
final class JsonClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int TRIES = 20;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final HttpClient http = HttpClient.newHttpClient();

  /** What a service has answered; the body is missing where it is no JSON. */
  record Reply(URI from, int status, String text) {

    /** The text of a member, empty where there is none. */
    String member(String name) {
      return json().path(name).asText();
    }

    StartupException unexpected(String what) {
      return new StartupException("%s %s: %d %s".formatted(from, what, status, text));
    }

    private JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException noJson) {
        return MissingNode.getInstance();
      }
    }
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /**
   * Sends it, again as often as the answer is 429 or 503 with {@code Retry-After} in seconds (RFC
   * 9110, section 10.2.3), 20 times at most.
   *
   * @throws StartupException when no answer comes
   */
  Reply send(String method, URI to, JsonNode body, Optional<String> token)
      throws InterruptedException {
    var request =
        HttpRequest.newBuilder(to)
            .method(method, BodyPublishers.ofString(body.toString()))
            .header("Content-Type", "application/json")
            .timeout(PATIENCE);
    token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    var answer = send(request.build());
    for (int tries = 1; isForLater(answer) && tries < TRIES; tries++) {
      Thread.sleep(Duration.ofSeconds(answer.headers().firstValueAsLong("Retry-After").orElse(0)));
      answer = send(request.build());
    }
    return new Reply(to, answer.statusCode(), answer.body());
  }

  private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new StartupException("The services stopped answering: " + e.getMessage(), e);
    }
  }

  private static boolean isForLater(HttpResponse<?> answer) {
    int status = answer.statusCode();
    return (status == TOO_MANY_REQUESTS || status == UNAVAILABLE)
        && answer.headers().firstValue("Retry-After").isPresent();
  }

  @Override
  public void close() {
    http.close();
  }
}
