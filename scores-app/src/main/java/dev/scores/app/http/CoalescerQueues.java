package dev.scores.app.http;

import dev.scores.chassis.limits.RequestQueue;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import io.netty.handler.codec.http.HttpMethod;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;

/**
 * The queues of the request coalescers, for admission control. A full queue rejects only the
 * requests that would enter it. With {@code COALESCING=off} the queues are empty.
 */
@Factory
final class CoalescerQueues {

  @Singleton
  @Named("reads")
  RequestQueue reads(@Named("coalesced-reads") BeanProvider<LongSupplier> estimate) {
    return queue("reads", estimate, (method, path) -> isRead(method) && !isList(path));
  }

  @Singleton
  @Named("user-lists")
  RequestQueue userLists(@Named("coalesced-lists") BeanProvider<LongSupplier> estimate) {
    return queue("user-lists", estimate, (method, path) -> isRead(method) && isList(path));
  }

  @Singleton
  @Named("writes")
  RequestQueue writes(@Named("coalesced-writes") BeanProvider<LongSupplier> estimate) {
    return queue("writes", estimate, (method, path) -> !isRead(method));
  }

  private static boolean isRead(HttpMethod method) {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
  }

  /** Whether the list is of one user's scores, as {@code GET /scores?user_id=…} may be. */
  private static boolean isList(String path) {
    return path.equals("/scores/user") || path.equals("/scores");
  }

  private static RequestQueue queue(
      String name, BeanProvider<LongSupplier> estimate, BiPredicate<HttpMethod, String> entering) {
    LongSupplier nanos = estimate.isPresent() ? estimate.get() : () -> 0;
    return new RequestQueue() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public long estimatedNanos() {
        return nanos.getAsLong();
      }

      @Override
      public boolean isPassedBy(HttpMethod method, String path) {
        return entering.test(method, path);
      }
    };
  }
}
