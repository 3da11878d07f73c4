package dev.scores.app.fake;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.FilterOrder;
import dev.scores.chassis.http.RequestChannel;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Lets requests fail as {@link PendingFaults} say. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(beans = PendingFaults.class)
final class FaultFilter implements Ordered {

  private final PendingFaults faults;

  FaultFilter(PendingFaults faults) {
    this.faults = faults;
  }

  /** Fails with the error of the fault; an empty result lets the request proceed. */
  @RequestFilter
  CompletionStage<Optional<HttpResponse<?>>> apply(HttpRequest<?> request) {
    Optional<RequestFault> taken = faults.take(request.getMethodName(), request.getPath());
    if (taken.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    RequestFault fault = taken.get();
    if (fault.brokenStream()) {
      BrokenStreamHandler.addTo(RequestChannel.of(request).pipeline());
    }
    CompletableFuture<Optional<HttpResponse<?>>> outcome = new CompletableFuture<>();
    int clears = faults.clears();
    after(fault)
        .execute(
            () ->
                error(fault, clears)
                    .ifPresentOrElse(
                        outcome::completeExceptionally, () -> outcome.complete(Optional.empty())));
    return outcome;
  }

  /** Rejects a delayed request of an earlier test, which must not change the state of this one. */
  private Optional<RuntimeException> error(RequestFault fault, int clears) {
    return faults.clears() == clears ? fault.error() : Optional.of(ApiException.unavailable());
  }

  private static Executor after(RequestFault fault) {
    return fault.delay().isZero()
        ? Runnable::run
        : CompletableFuture.delayedExecutor(fault.delay().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Before authentication, so that requests of all callers can fail. */
  @Override
  public int getOrder() {
    return FilterOrder.BEFORE_AUTHENTICATION;
  }
}
