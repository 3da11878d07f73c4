package dev.scores.contract;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** An HTTP client that lets nothing pass which the contract does not describe. Thread-safe. */
public final class CheckedHttp implements AutoCloseable {

  private final ContractCheck check;
  private final HttpClient http = HttpClient.newHttpClient();

  public CheckedHttp(ContractCheck check) {
    this.check = check;
  }

  /**
   * @throws AssertionError where the exchange is not as the contract has it
   */
  public HttpResponse<String> send(HttpRequest request) {
    try {
      return checked(request, http.send(request, BodyHandlers.ofString()));
    } catch (IOException fault) {
      throw new IllegalStateException(request.toString(), fault);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** As {@link #send}; the future fails where that throws. */
  public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
    return http.sendAsync(request, BodyHandlers.ofString())
        .thenApply(answer -> checked(request, answer));
  }

  private HttpResponse<String> checked(HttpRequest request, HttpResponse<String> answer) {
    check.check(Exchange.of(request, answer));
    return answer;
  }

  @Override
  public void close() {
    http.close();
  }
}
