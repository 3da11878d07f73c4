package team.foreign;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client of the scores service that repeats rejected requests once. */
final class ProgressClient {

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI scores;
  private final String token;

  ProgressClient(URI scores, String token) {
    this.scores = scores;
    this.token = token;
  }

  void markSolved(int exercise) throws IOException, InterruptedException {
    String payload = "{\"exercise_id\":%d,\"correct\":true}".formatted(exercise);
    HttpRequest request =
        request("/scores")
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(payload))
            .build();
    if (send(request).statusCode() == 503 && send(request).statusCode() >= 400) {
      throw new IOException("cannot be marked now");
    }
  }

  boolean isSolved(int exercise) throws IOException, InterruptedException {
    return send(request("/scores/user/exercise/" + exercise).build()).body().contains("\"correct\":true");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(scores.resolve(path)).header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }
}
