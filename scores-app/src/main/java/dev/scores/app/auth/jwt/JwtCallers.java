package dev.scores.app.auth.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import dev.scores.app.auth.AuthProperties;
import dev.scores.app.auth.TokenRejectionRecorder;
import dev.scores.chassis.security.SecurityReason;
import dev.scores.chassis.tokens.SignedToken;
import dev.scores.chassis.tokens.TokenDigest;
import dev.scores.domain.BearerToken;
import dev.scores.domain.Caller;
import dev.scores.domain.Callers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Identifies callers by verifying their tokens. Verification takes a fraction of a millisecond, so
 * it runs on another thread than the event loop, and valid tokens are cached until they expire.
 * Thread-safe; blocks no thread.
 */
@Singleton
final class JwtCallers implements Callers {

  private static final Logger LOG = LoggerFactory.getLogger(JwtCallers.class);

  /** Bounds the memory to 6 MB: an entry takes about 300 bytes. */
  private static final int MAX_TOKENS = 20_000;

  private final IssuerKeys keys;
  private final TokenVerifier verifier;
  private final Scheduler scheduler;
  private final Duration deadline;
  private final Clock clock;
  private final TokenRejectionRecorder rejections;
  private final Cache<TokenDigest, VerifiedToken> verified =
      Caffeine.newBuilder().maximumSize(MAX_TOKENS).recordStats().build();

  JwtCallers(
      IssuerKeys keys,
      TokenVerifier verifier,
      @Named(TaskExecutors.BLOCKING) ExecutorService executor,
      AuthProperties properties,
      Clock clock,
      TokenRejectionRecorder rejections,
      MeterRegistry registry) {
    this.keys = keys;
    this.verifier = verifier;
    this.scheduler = Schedulers.fromExecutorService(executor);
    this.deadline = properties.deadline();
    this.clock = clock;
    this.rejections = rejections;
    CaffeineCacheMetrics.monitor(registry, verified, "callers");
  }

  @Override
  public CompletionStage<Caller> identify(BearerToken token) {
    TokenDigest digest = TokenDigest.of(token.value());
    VerifiedToken cached = verified.getIfPresent(digest);
    return cached != null && cached.isValid(keys.known(), clock.instant())
        ? CompletableFuture.completedFuture(cached.caller())
        : verify(token, digest);
  }

  private CompletionStage<Caller> verify(BearerToken token, TokenDigest digest) {
    Consumer<SecurityReason> recorder = rejections.ofCurrentRequest();
    return Mono.defer(() -> verify(token))
        .subscribeOn(scheduler)
        .map(result -> caller(result, digest, recorder))
        .timeout(deadline)
        .onErrorResume(
            fault -> {
              LOG.warn("a token could not be verified: {}", fault.toString());
              return Mono.just(new Caller.Unavailable());
            })
        .toFuture();
  }

  private Mono<VerificationResult> verify(BearerToken text) {
    return verifier
        .parse(text.value())
        .map(
            token ->
                keysFor(token)
                    .map(found -> verifier.verify(token, found))
                    .defaultIfEmpty(new VerificationResult.NoKeys()))
        .orElseGet(() -> Mono.just(new VerificationResult.Rejected(SecurityReason.MALFORMED)));
  }

  /** The keys to verify the token with; empty if they cannot be fetched. */
  private Mono<JWKSet> keysFor(SignedToken token) {
    JWKSet known = keys.known();
    return known.getKeyByKeyId(token.keyId()) == null
        ? keys.with(token.keyId()).publishOn(scheduler)
        : Mono.just(known);
  }

  private Caller caller(
      VerificationResult result, TokenDigest digest, Consumer<SecurityReason> recorder) {
    return switch (result) {
      case VerificationResult.Valid found -> {
        verified.put(digest, found.token());
        yield found.token().caller();
      }
      case VerificationResult.Rejected rejected -> {
        recorder.accept(rejected.reason());
        yield new Caller.Rejected();
      }
      case VerificationResult.NoKeys none -> new Caller.Unavailable();
    };
  }
}
