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
 * The queues of coalesced operations, by the requests that pass them: a full queue rejects its own
 * requests and no others. Without coalescing they are empty.
 */
@Factory
final class CoalescerQueues {

  @Singleton
  @Named("reads")
  RequestQueue reads(@Named("coalesced-reads") BeanProvider<LongSupplier> wait) {
    return queue("reads", wait, (method, path) -> isRead(method) && !isList(path));
  }

  @Singleton
  @Named("user-lists")
  RequestQueue userLists(@Named("coalesced-lists") BeanProvider<LongSupplier> wait) {
    return queue("user-lists", wait, (method, path) -> isRead(method) && isList(path));
  }

  @Singleton
  @Named("writes")
  RequestQueue writes(@Named("coalesced-writes") BeanProvider<LongSupplier> wait) {
    return queue("writes", wait, (method, path) -> !isRead(method));
  }

  private static boolean isRead(HttpMethod method) {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
  }

  /** A list of one user's scores; {@code GET /scores?user_id=…} is one too. */
  private static boolean isList(String path) {
    return path.equals("/scores/user") || path.equals("/scores");
  }

  private static RequestQueue queue(
      String name, BeanProvider<LongSupplier> wait, BiPredicate<HttpMethod, String> passedBy) {
    LongSupplier nanos = wait.isPresent() ? wait.get() : () -> 0;
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
        return passedBy.test(method, path);
      }
    };
  }
}
