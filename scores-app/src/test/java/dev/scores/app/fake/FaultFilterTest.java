package dev.scores.app.fake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.chassis.http.ApiException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class FaultFilterTest {

  private final PendingFaults faults = new PendingFaults();
  private final FaultFilter filter = new FaultFilter(faults);

  /** A client that has given up must not change the state of the next test. */
  @Test
  void resetDiscardsDelayedRequests() {
    RequestFault delay =
        new RequestFault(Optional.empty(), Duration.ofMillis(500), false, Optional.empty(), "/");
    faults.add(delay, 1);
    CompletableFuture<Optional<HttpResponse<?>>> outcome =
        filter.apply(HttpRequest.GET("/scores")).toCompletableFuture();
    faults.clear();
    ExecutionException rejected = assertThrows(ExecutionException.class, outcome::get);
    assertEquals(ApiException.unavailable().toString(), String.valueOf(rejected.getCause()));
  }
}
