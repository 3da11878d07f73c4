package dev.scores.app.auth.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.scores.domain.BearerToken;
import dev.scores.domain.Caller;
import dev.scores.domain.Callers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.micronaut.context.annotation.Value;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Tells callers by their tokens alone. Verifying costs a fraction of a millisecond, so it is done
 * beside the event loop, and a good token is remembered for as long as it is good, though not too
 * many of them.
 */
@Singleton
final class JwtCallers implements Callers {

  private static final Logger LOG = LoggerFactory.getLogger(JwtCallers.class);

  /** Bounds the memory: a token is some hundred bytes, so some ten megabytes. */
  private static final int MOST_TOKENS = 20_000;

  private final UsersKeys keys;
  private final TokenVerifier verifier;
  private final Scheduler beside;
  private final Duration deadline;
  private final Clock clock;
  private final Cache<BearerToken, GoodToken> good =
      Caffeine.newBuilder().maximumSize(MOST_TOKENS).recordStats().build();

  JwtCallers(
      UsersKeys keys,
      TokenVerifier verifier,
      @Named(TaskExecutors.BLOCKING) ExecutorService beside,
      @Value("${auth.deadline}") Duration deadline,
      Clock clock,
      MeterRegistry figures) {
    this.keys = keys;
    this.verifier = verifier;
    this.beside = Schedulers.fromExecutorService(beside);
    this.deadline = deadline;
    this.clock = clock;
    CaffeineCacheMetrics.monitor(figures, good, "callers");
  }

  @Override
  public CompletionStage<Caller> identify(BearerToken token) {
    GoodToken remembered = good.getIfPresent(token);
    return remembered != null && remembered.isGood(keys.known(), clock.instant())
        ? CompletableFuture.completedFuture(remembered.caller())
        : judge(token);
  }

  private CompletionStage<Caller> judge(BearerToken token) {
    return Mono.defer(
            () ->
                TokenVerifier.read(token)
                    .map(jwt -> keysFor(jwt).map(found -> verify(token, jwt, found)))
                    .map(judged -> judged.defaultIfEmpty(new Caller.Unavailable()))
                    .orElseGet(() -> Mono.just(new Caller.Rejected())))
        .subscribeOn(beside)
        .timeout(deadline)
        .onErrorResume(
            fault -> {
              LOG.warn("a token could not be judged: {}", fault.toString());
              return Mono.just(new Caller.Unavailable());
            })
        .toFuture();
  }

  /** Keys that the token can be judged by; none where nobody can tell. */
  private Mono<JWKSet> keysFor(SignedJWT jwt) {
    String id = jwt.getHeader().getKeyID();
    JWKSet known = keys.known();
    return known.getKeyByKeyId(id) == null ? keys.with(id).publishOn(beside) : Mono.just(known);
  }

  private Caller verify(BearerToken token, SignedJWT jwt, JWKSet known) {
    return verifier
        .verify(jwt, known)
        .<Caller>map(
            found -> {
              good.put(token, found);
              return found.caller();
            })
        .orElseGet(Caller.Rejected::new);
  }
}
