package dev.scores.app.auth;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.scores.chassis.security.SecurityReason;
import dev.scores.chassis.tokens.TokenDigest;
import dev.scores.domain.BearerToken;
import dev.scores.domain.Caller;
import dev.scores.domain.Callers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * Caches the owners of accepted tokens. Rejections and failures are not cached. Simultaneous
 * requests with one token share a request to the users service; the cache holds its future
 * meanwhile, so a slow response delays only requests with that token. Thread-safe.
 */
@Singleton
@Requires(property = "auth.mode", value = "status")
@Primary
final class CachedCallers implements Callers {

  /** Bounds the memory to 6 MB: an entry, a digest and an id, takes about 300 bytes. */
  private static final int MAX_TOKENS = 20_000;

  private final Callers origin;
  private final AuthClientMetrics metrics;
  private final TokenRejectionRecorder rejections;
  private final AsyncCache<TokenDigest, Caller> cache;

  CachedCallers(
      HttpCallers origin,
      AuthClientMetrics metrics,
      TokenRejectionRecorder rejections,
      MeterRegistry registry,
      AuthProperties properties) {
    Duration timeToLive = properties.cacheTtl();
    this.origin = origin;
    this.metrics = metrics;
    this.rejections = rejections;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(MAX_TOKENS)
            .recordStats()
            .executor(maintenance(timeToLive))
            .expireAfter(
                Expiry.creating(
                    (TokenDigest token, Caller caller) ->
                        caller instanceof Caller.Known ? timeToLive : Duration.ZERO))
            .buildAsync();
    CaffeineCacheMetrics.monitor(registry, cache, "callers");
  }

  /**
   * The executor of the cache's maintenance. With the cache off, the calling thread removes its own
   * entry, which is cheaper than waking another thread. Otherwise thousands of entries may expire
   * at once, too many for an event loop.
   */
  private static Executor maintenance(Duration timeToLive) {
    return timeToLive.isZero() ? Runnable::run : ForkJoinPool.commonPool();
  }

  @Override
  public CompletionStage<Caller> identify(BearerToken token) {
    CompletableFuture<Caller> caller =
        cache.get(
            TokenDigest.of(token.value()),
            (unknown, executor) ->
                metrics.timed(() -> origin.identify(token)).toCompletableFuture());
    if (caller.isDone()) {
      // A cached caller: a rejection is removed when it completes.
      return caller;
    }
    Consumer<SecurityReason> recorder = rejections.ofCurrentRequest();
    return caller.thenApply(
        found -> {
          if (found instanceof Caller.Rejected) {
            recorder.accept(SecurityReason.REJECTED_BY_USERS_SERVICE);
          }
          return found;
        });
  }
}
