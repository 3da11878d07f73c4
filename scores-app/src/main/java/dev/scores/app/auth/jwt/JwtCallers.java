package dev.scores.app.auth.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import dev.scores.app.auth.TokenRejectionRecorder;
import dev.scores.chassis.security.SecurityReason;
import dev.scores.chassis.tokens.SignedToken;
import dev.scores.chassis.tokens.TokenDigest;
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
import java.util.function.Consumer;
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

  /** Bounds the memory: an entry is a digest, an id and a time, some 300 bytes, so 6 MB. */
  private static final int MOST_TOKENS = 20_000;

  private final UsersKeys keys;
  private final TokenVerifier verifier;
  private final Scheduler beside;
  private final Duration deadline;
  private final Clock clock;
  private final TokenRejectionRecorder refusals;
  private final Cache<TokenDigest, VerifiedToken> good =
      Caffeine.newBuilder().maximumSize(MOST_TOKENS).recordStats().build();

  JwtCallers(
      UsersKeys keys,
      TokenVerifier verifier,
      @Named(TaskExecutors.BLOCKING) ExecutorService beside,
      @Value("${auth.deadline}") Duration deadline,
      Clock clock,
      TokenRejectionRecorder refusals,
      MeterRegistry figures) {
    this.keys = keys;
    this.verifier = verifier;
    this.beside = Schedulers.fromExecutorService(beside);
    this.deadline = deadline;
    this.clock = clock;
    this.refusals = refusals;
    CaffeineCacheMetrics.monitor(figures, good, "callers");
  }

  @Override
  public CompletionStage<Caller> identify(BearerToken token) {
    TokenDigest digest = TokenDigest.of(token.value());
    VerifiedToken remembered = good.getIfPresent(digest);
    return remembered != null && remembered.isGood(keys.known(), clock.instant())
        ? CompletableFuture.completedFuture(remembered.caller())
        : judge(token, digest);
  }

  private CompletionStage<Caller> judge(BearerToken token, TokenDigest digest) {
    Consumer<SecurityReason> refused = refusals.ofCurrentRequest();
    return Mono.defer(() -> verdict(token))
        .subscribeOn(beside)
        .map(verdict -> caller(verdict, digest, refused))
        .timeout(deadline)
        .onErrorResume(
            fault -> {
              LOG.warn("a token could not be judged: {}", fault.toString());
              return Mono.just(new Caller.Unavailable());
            })
        .toFuture();
  }

  private Mono<VerificationResult> verdict(BearerToken text) {
    return SignedToken.parse(text.value())
        .map(
            token ->
                keysFor(token)
                    .map(found -> verifier.verify(token, found))
                    .defaultIfEmpty(new VerificationResult.NoKeys()))
        .orElseGet(() -> Mono.just(new VerificationResult.Refused(SecurityReason.MALFORMED)));
  }

  /** Keys that the token can be verified by; none where the users service does not tell. */
  private Mono<JWKSet> keysFor(SignedToken token) {
    JWKSet known = keys.known();
    return known.getKeyByKeyId(token.keyId()) == null
        ? keys.with(token.keyId()).publishOn(beside)
        : Mono.just(known);
  }

  private Caller caller(
      VerificationResult verdict, TokenDigest digest, Consumer<SecurityReason> refused) {
    return switch (verdict) {
      case VerificationResult.Good found -> {
        good.put(digest, found.token());
        yield found.token().caller();
      }
      case VerificationResult.Refused why -> {
        refused.accept(why.reason());
        yield new Caller.Rejected();
      }
      case VerificationResult.NoKeys none -> new Caller.Unavailable();
    };
  }
}
