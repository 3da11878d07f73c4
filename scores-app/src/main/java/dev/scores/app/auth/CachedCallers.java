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
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * Remembers who accepted tokens belong to, for a while and not too many; asks once where many ask
 * at the same time. Refusals and failures are not remembered. A future stands in the cache while
 * the question is open, so that a slow token delays nobody else's.
 */
@Singleton
@Requires(property = "auth.mode", value = "status")
@Primary
final class CachedCallers implements Callers {

  /** Bounds the memory: an entry is a digest and an id, some 300 bytes, so 6 MB. */
  private static final int MOST_TOKENS = 20_000;

  private final Callers origin;
  private final AuthClientMetrics questions;
  private final TokenRejectionRecorder refusals;
  private final AsyncCache<TokenDigest, Caller> answers;

  CachedCallers(
      HttpCallers origin,
      AuthClientMetrics questions,
      TokenRejectionRecorder refusals,
      MeterRegistry figures,
      @Value("${auth.cache-ttl}") Duration timeToLive) {
    this.origin = origin;
    this.questions = questions;
    this.refusals = refusals;
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(MOST_TOKENS)
            .recordStats()
            .executor(tidying(timeToLive))
            .expireAfter(
                Expiry.creating(
                    (TokenDigest token, Caller caller) ->
                        caller instanceof Caller.Known ? timeToLive : Duration.ZERO))
            .buildAsync();
    CaffeineCacheMetrics.monitor(figures, answers, "callers");
  }

  /**
   * Where no answer is kept, each is forgotten by whoever asked: a thread woken for each costs
   * more. Where they are, thousands may expire at once, which no event loop should wait for.
   */
  private static Executor tidying(Duration timeToLive) {
    return timeToLive.isZero() ? Runnable::run : ForkJoinPool.commonPool();
  }

  @Override
  public CompletionStage<Caller> identify(BearerToken token) {
    CompletableFuture<Caller> answer =
        answers.get(
            TokenDigest.of(token.value()),
            (unknown, executor) ->
                questions.timed(() -> origin.identify(token)).toCompletableFuture());
    if (answer.isDone()) {
      // A refusal is forgotten once it is there.
      return answer;
    }
    Consumer<SecurityReason> refused = refusals.ofCurrentRequest();
    return answer.thenApply(
        caller -> {
          if (caller instanceof Caller.Rejected) {
            refused.accept(SecurityReason.REFUSED_BY_USERS_SERVICE);
          }
          return caller;
        });
  }
}
