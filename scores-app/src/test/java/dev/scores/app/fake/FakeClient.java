package dev.scores.app.fake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.contract.CheckedHttp;
import dev.scores.contract.ContractCheck;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client of a fake. Checks every exchange against the contract, except those of its control. */
final class FakeClient implements AutoCloseable {

  private static final ContractCheck CONTRACT = ContractCheck.of("openapi/scores.yaml");

  private final URI url;
  private final CheckedHttp checked = new CheckedHttp(CONTRACT);
  private final HttpClient unchecked = HttpClient.newHttpClient();

  FakeClient(URI url) {
    this.url = url;
  }

  HttpResponse<String> get(String path, String... headers) {
    return checked.send(request("GET", path, "", headers));
  }

  HttpResponse<String> head(String path, String... headers) {
    return checked.send(request("HEAD", path, "", headers));
  }

  HttpResponse<String> write(String method, String path, int user, String payload) {
    return checked.send(
        request(
            method,
            path,
            payload,
            "Authorization",
            "Bearer user-" + user,
            "Content-Type",
            "application/json"));
  }

  HttpResponse<String> upsert(int user, int exercise) {
    return write(
        "PATCH", "/scores", user, "{\"exercise_id\":%d,\"correct\":true}".formatted(exercise));
  }

  /** Sends a request whose response may break off. */
  HttpResponse<String> sendUnchecked(String method, String path, String payload, String... headers)
      throws IOException {
    try {
      return unchecked.send(request(method, path, payload, headers), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void reset() throws IOException {
    assertEquals(204, sendUnchecked("POST", "/__fake/reset", "").statusCode());
  }

  void fail(String fault) throws IOException {
    HttpResponse<String> response = sendUnchecked("POST", "/__fake/fail", fault);
    assertEquals("204 ", response.statusCode() + " " + response.body());
  }

  private HttpRequest request(String method, String path, String payload, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .method(
                method,
                payload.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(payload));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  @Override
  public void close() {
    checked.close();
    unchecked.close();
  }
}
