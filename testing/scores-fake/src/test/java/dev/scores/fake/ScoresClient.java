package dev.scores.fake;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client of the service. */
final class ScoresClient {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private ScoresClient() {}

  static HttpResponse<String> get(ScoresFakeServer scores, String path) throws IOException {
    return send(HttpRequest.newBuilder(scores.url().resolve(path)).build());
  }

  static HttpResponse<String> upsert(ScoresFakeServer scores, int user, int exercise)
      throws IOException {
    String payload = "{\"exercise_id\":%d,\"correct\":true}".formatted(exercise);
    return send(
        HttpRequest.newBuilder(scores.url().resolve("/scores"))
            .header("Authorization", "Bearer " + scores.token(user))
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(payload))
            .build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
