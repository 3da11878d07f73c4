package dev.scores.contract;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** An HTTP client that checks every exchange against the contract. Thread-safe. */
public final class CheckedHttp implements AutoCloseable {

  private final ContractCheck check;
  private final HttpClient http = HttpClient.newHttpClient();

  public CheckedHttp(ContractCheck check) {
    this.check = check;
  }

  /**
   * Sends a request.
   *
   * @throws AssertionError when the exchange does not conform to the contract
   */
  public HttpResponse<String> send(HttpRequest request) {
    try {
      return checked(request, http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new IllegalStateException(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As {@link #send}; errors complete the future exceptionally. */
  public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
    return http.sendAsync(request, BodyHandlers.ofString())
        .thenApply(response -> checked(request, response));
  }

  private HttpResponse<String> checked(HttpRequest request, HttpResponse<String> response) {
    check.check(Exchange.of(request, response));
    return response;
  }

  @Override
  public void close() {
    http.close();
  }
}
