package dev.scores.app.auth.jwt;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.jwk.JWKSet;
import dev.failsafe.RateLimiter;
import dev.scores.app.auth.AuthProperties;
import dev.scores.app.auth.UsersServiceLog;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Caches the public keys of the issuer of tokens. They are requested when a token names an unknown
 * key id and when they are older than {@link #FRESH}. There is one request at a time and a minimum
 * interval between requests, however many key ids clients invent. Thread-safe; blocks no thread.
 */
@Singleton
final class IssuerKeys {

  /**
   * The age at which keys are requested again, so the time for which a withdrawn key is accepted.
   */
  static final Duration FRESH = Duration.ofMinutes(5);

  /** The age at which keys are no longer used if the issuer is unavailable. */
  static final Duration MAX_AGE = Duration.ofDays(1);

  private final Mono<JWKSet> publishedKeys;
  private final UsersServiceLog log;
  private final Clock clock;
  private final RateLimiter<Object> rateLimiter;
  private volatile KeySet current = KeySet.NONE;

  /** The last request that was sent. */
  private CompletableFuture<JWKSet> sent = CompletableFuture.completedFuture(current.keys());

  /** The request that waits for the one before it and for the interval. */
  private @Nullable CompletableFuture<JWKSet> scheduled;

  IssuerKeys(
      KeysClient issuer, UsersServiceLog log, AuthProperties auth, JwtProperties jwt, Clock clock) {
    this.rateLimiter = RateLimiter.smoothBuilder(jwt.keyRequestInterval()).build();
    this.publishedKeys =
        Mono.defer(issuer::keys).flatMap(IssuerKeys::read).timeout(auth.deadline());
    this.log = jwt.isUsersService() ? log : new UsersServiceLog("key set at " + jwt.jwksUrl());
    this.clock = clock;
  }

  /** Returns the cached keys, perhaps none. If they are old it schedules a request for new ones. */
  JWKSet known() {
    KeySet known = current;
    Instant now = clock.instant();
    if (known.isOlderThan(FRESH, now)) {
      refresh();
    }
    return known.isOlderThan(MAX_AGE, now) ? KeySet.NONE.keys() : known.keys();
  }

  /**
   * Emits keys with this id, or else keys that were requested after this call, so that an id that
   * they lack is unknown. Empty if the request fails.
   */
  synchronized Mono<JWKSet> with(String id) {
    boolean inFlight = !sent.isDone();
    JWKSet known = known();
    if (has(known, id)) {
      return Mono.just(known);
    }
    return inFlight
        ? shared(sent)
            .filter(received -> has(received, id))
            .switchIfEmpty(Mono.defer(() -> shared(next())))
        : shared(next());
  }

  private static boolean has(JWKSet keys, String id) {
    return keys.getKeyByKeyId(id) != null;
  }

  private synchronized void refresh() {
    if (sent.isDone() && scheduled == null) {
      scheduled = newRequest();
    }
  }

  /** The next request. */
  private synchronized CompletableFuture<JWKSet> next() {
    CompletableFuture<JWKSet> next = scheduled == null ? newRequest() : scheduled;
    scheduled = next;
    return next;
  }

  /** A request that is sent after the one in flight and after the interval. */
  private CompletableFuture<JWKSet> newRequest() {
    return shared(sent)
        .then(Mono.defer(() -> Mono.delay(rateLimiter.reservePermit())))
        .then(Mono.defer(this::send))
        .toFuture();
  }

  private Mono<JWKSet> send() {
    synchronized (this) {
      sent = requireNonNull(scheduled);
      scheduled = null;
    }
    Instant now = clock.instant();
    return publishedKeys.map(received -> update(received, now)).onErrorResume(this::failed);
  }

  private Mono<JWKSet> failed(Throwable fault) {
    log.requestFailed(fault);
    return Mono.empty();
  }

  private JWKSet update(JWKSet received, Instant requestedAt) {
    log.succeeded();
    KeySet updated = current.updatedWith(received, requestedAt);
    current = updated;
    return updated.keys();
  }

  /** Cancelling one subscription does not cancel the request for the others. */
  private static Mono<JWKSet> shared(CompletableFuture<JWKSet> request) {
    return Mono.fromFuture(request, true);
  }

  private static Mono<JWKSet> read(HttpResponse<String> response) {
    if (response.code() != 200) {
      return Mono.error(new IllegalStateException("status " + response.code()));
    }
    try {
      return Mono.just(JWKSet.parse(response.getBody().orElse("")));
    } catch (ParseException malformed) {
      return Mono.error(new IllegalStateException("malformed keys", malformed));
    }
  }
}
