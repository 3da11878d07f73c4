package dev.scores.app.auth.jwt;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.jwk.JWKSet;
import dev.failsafe.RateLimiter;
import dev.scores.app.auth.UsersServiceLog;
import io.micronaut.context.annotation.Value;
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
 * The keys that the users service publishes, as it last told. They are asked for when one is wanted
 * that is not among them, and when they are old; one question at a time and not too often, however
 * many ids of keys a stranger invents. Safe for many threads, and no thread waits: what is known is
 * there at once, also while a question is open.
 */
@Singleton
final class UsersKeys {

  /** A key that was withdrawn is good for so long, where its users service answers. */
  static final Duration FRESH = Duration.ofMinutes(5);

  /** And so long where it does not. */
  static final Duration GOOD = Duration.ofDays(1);

  private final Mono<JWKSet> publishedKeys;
  private final UsersServiceLog log;
  private final Clock clock;
  private final RateLimiter<Object> pace;
  private volatile KeySet last = KeySet.NONE;
  private CompletableFuture<JWKSet> latest = CompletableFuture.completedFuture(last.keys());
  private @Nullable CompletableFuture<JWKSet> coming;

  UsersKeys(
      KeysClient users,
      UsersServiceLog log,
      @Value("${auth.deadline}") Duration deadline,
      @Value("${auth.jwt.between-questions}") Duration betweenQuestions,
      Clock clock) {
    this.pace = RateLimiter.smoothBuilder(betweenQuestions).build();
    this.publishedKeys = Mono.defer(users::keys).flatMap(UsersKeys::read).timeout(deadline);
    this.log = log;
    this.clock = clock;
  }

  /**
   * What is known, perhaps nothing. Where that is old, the users service is asked behind the back
   * of whoever calls.
   */
  JWKSet known() {
    KeySet known = last;
    Instant now = clock.instant();
    if (known.isOlderThan(FRESH, now)) {
      askAgain();
    }
    return known.isOlderThan(GOOD, now) ? KeySet.NONE.keys() : known.keys();
  }

  /**
   * Keys with one of that id; or keys that were asked for after this call, so that an id that is
   * not among them is nobody's. None where the users service does not tell.
   */
  synchronized Mono<JWKSet> with(String id) {
    boolean open = !latest.isDone();
    JWKSet known = known();
    if (has(known, id)) {
      return Mono.just(known);
    }
    return open
        ? shared(latest)
            .filter(told -> has(told, id))
            .switchIfEmpty(Mono.defer(() -> shared(next())))
        : shared(next());
  }

  private static boolean has(JWKSet keys, String id) {
    return keys.getKeyByKeyId(id) != null;
  }

  private synchronized void askAgain() {
    if (latest.isDone() && coming == null) {
      coming = question();
    }
  }

  /** The question that is to be put next. */
  private synchronized CompletableFuture<JWKSet> next() {
    CompletableFuture<JWKSet> next = coming == null ? question() : coming;
    coming = next;
    return next;
  }

  /** One that is put after the one that is open, and not too soon. */
  private CompletableFuture<JWKSet> question() {
    return shared(latest)
        .then(Mono.defer(() -> Mono.delay(pace.reservePermit())))
        .then(Mono.defer(this::ask))
        .toFuture();
  }

  private Mono<JWKSet> ask() {
    synchronized (this) {
      latest = requireNonNull(coming);
      coming = null;
    }
    Instant now = clock.instant();
    return publishedKeys.map(told -> learned(told, now)).onErrorResume(this::untold);
  }

  private Mono<JWKSet> untold(Throwable fault) {
    log.noAnswer(fault);
    return Mono.empty();
  }

  private JWKSet learned(JWKSet told, Instant asked) {
    log.answered();
    KeySet now = last.followedBy(told, asked);
    last = now;
    return now.keys();
  }

  /** One of those who wait going away takes nothing from the others. */
  private static Mono<JWKSet> shared(CompletableFuture<JWKSet> answer) {
    return Mono.fromFuture(answer, true);
  }

  private static Mono<JWKSet> read(HttpResponse<String> answer) {
    if (answer.code() != 200) {
      return Mono.error(new IllegalStateException("status " + answer.code()));
    }
    try {
      return Mono.just(JWKSet.parse(answer.getBody().orElse("")));
    } catch (ParseException other) {
      return Mono.error(new IllegalStateException("no keys", other));
    }
  }
}
