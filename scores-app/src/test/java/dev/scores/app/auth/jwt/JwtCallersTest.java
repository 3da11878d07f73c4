package dev.scores.app.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.scores.app.TokenForger;
import dev.scores.app.auth.AuthProperties;
import dev.scores.app.auth.TokenRejectionRecorder;
import dev.scores.app.auth.UsersServiceLog;
import dev.scores.chassis.limits.ClientAddressResolver;
import dev.scores.chassis.security.SecurityLog;
import dev.scores.chassis.settings.TrustedProxies;
import dev.scores.domain.BearerToken;
import dev.scores.domain.Caller;
import dev.scores.domain.Principal;
import dev.scores.domain.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.http.HttpResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The life time of tokens and keys. */
class JwtCallersTest {

  private static final Instant START = Instant.parse("2026-11-20T09:15:00Z");
  private static final Caller ADA = new Caller.Known(Principal.person(new UserId(7)));
  private static final Caller REJECTED = new Caller.Rejected();
  private static final Caller UNAVAILABLE = new Caller.Unavailable();
  private static final ECKey KEY = TokenForger.key("first");
  private static final ECKey OTHER = TokenForger.key("other");

  private final AtomicInteger verifications = new AtomicInteger();
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(
          task -> {
            verifications.incrementAndGet();
            return Thread.ofVirtual().unstarted(task);
          });
  private final AtomicInteger keyRequests = new AtomicInteger();
  private volatile Instant now = START;
  private volatile Mono<HttpResponse<String>> published = Mono.empty();
  private final JwtCallers callers = callers();

  private JwtCallers callers() {
    InstantSource time = () -> now;
    Clock clock = time.withZone(ZoneOffset.UTC);
    AuthProperties auth =
        new AuthProperties("http://users:5001", Duration.ofMinutes(1), Duration.ZERO);
    JwtProperties jwt =
        new JwtProperties("users", "scores", "sub", "scope", "", Duration.ofMillis(1));
    KeysClient users = () -> published.doFinally(end -> keyRequests.incrementAndGet());
    publish(KEY);
    return new JwtCallers(
        new IssuerKeys(users, new UsersServiceLog(auth), auth, jwt, clock),
        new TokenVerifier(jwt, clock),
        executor,
        auth,
        clock,
        new TokenRejectionRecorder(
            new SecurityLog(new ClientAddressResolver(TrustedProxies.parse("")))),
        new SimpleMeterRegistry());
  }

  @AfterEach
  void stop() {
    executor.close();
  }

  /** A recorded token, which the tests of the users service check, too. */
  @Test
  void tokenOfTheUsersServiceIsAccepted() throws IOException {
    JsonNode recorded = new ObjectMapper().readTree(Path.of("../openapi/token.json").toFile());
    published = Mono.just(HttpResponse.ok(recorded.path("keys").toString()));
    now = Instant.parse(recorded.path("made").asText());
    assertEquals(
        new Caller.Known(Principal.person(new UserId(recorded.path("user").asInt()))),
        callerOf(recorded.path("token").asText()));
  }

  @Test
  void tokenExpiresToTheSecond() {
    String token = token(claims -> claims.expirationTime(at(60)));
    now = START.plusSeconds(60).minusMillis(1);
    assertEquals(ADA, callerOf(token));
    now = START.plusSeconds(60);
    assertEquals(REJECTED, callerOf(token));
  }

  @Test
  void validTokenIsVerifiedOnce() {
    String token = token(claims -> claims.expirationTime(at(60)));
    assertEquals(ADA, callerOf(token));
    int once = verifications.get();
    for (int i = 0; i < 10; i++) {
      assertEquals(ADA, callerOf(token));
    }
    assertEquals(once, verifications.get());
    now = START.plusSeconds(3_600);
    assertEquals(REJECTED, callerOf(token));
  }

  @Test
  void tokenIsAcceptedTenSecondsEarly() {
    String notBefore = token(claims -> claims.notBeforeTime(at(60)));
    String issued = token(claims -> claims.issueTime(at(60)));
    now = START.plusSeconds(49);
    assertEquals(REJECTED, callerOf(notBefore));
    assertEquals(REJECTED, callerOf(issued));
    now = START.plusSeconds(51);
    assertEquals(ADA, callerOf(notBefore));
    assertEquals(ADA, callerOf(issued));
  }

  @Test
  void withdrawnKeyInvalidatesCachedTokens() {
    String token = token(claims -> claims);
    assertEquals(ADA, callerOf(token));
    publish(OTHER);
    now = START.plus(IssuerKeys.FRESH);
    assertEquals(ADA, callerOf(token));
    now = now.plusSeconds(1);
    awaitCaller(REJECTED, token);
  }

  @Test
  void oldKeysAreUsedWhileNewOnesAreRequested() {
    String token = token(claims -> claims);
    assertEquals(ADA, callerOf(token));
    published = Mono.never();
    now = START.plus(IssuerKeys.FRESH).plusSeconds(1);
    for (int i = 0; i < 10; i++) {
      assertEquals(ADA, callerOf(token));
      assertEquals(ADA, callerOf(token(claims -> claims)));
    }
  }

  @Test
  void unchangedKeysKeepCachedTokens() {
    String token = token(claims -> claims.expirationTime(at(100_000)));
    assertEquals(ADA, callerOf(token));
    int once = verifications.get();
    now = START.plus(IssuerKeys.FRESH).plusSeconds(1);
    while (keyRequests.get() < 2) {
      assertEquals(ADA, callerOf(token));
    }
    for (int i = 0; i < 10; i++) {
      assertEquals(ADA, callerOf(token));
    }
    assertEquals(once, verifications.get());
  }

  @Test
  void keysAreUsedForADayWithoutTheUsersService() {
    String token = token(claims -> claims.expirationTime(at(100_000)));
    assertEquals(ADA, callerOf(token));
    published = Mono.error(new ConnectException("down"));
    now = START.plus(IssuerKeys.MAX_AGE);
    assertEquals(ADA, callerOf(token));
    now = now.plusSeconds(1);
    assertEquals(UNAVAILABLE, callerOf(token));
    publish(KEY);
    assertEquals(ADA, callerOf(token));
  }

  private void publish(ECKey key) {
    published = Mono.just(HttpResponse.ok(new JWKSet(key).toString()));
  }

  private void awaitCaller(Caller caller, String token) {
    Caller found;
    do {
      found = callerOf(token);
    } while (!found.equals(caller));
  }

  private Caller callerOf(String token) {
    return callers.identify(new BearerToken(token)).toCompletableFuture().join();
  }

  private static String token(UnaryOperator<JWTClaimsSet.Builder> changes) {
    return TokenForger.token(KEY, 7, START, changes);
  }

  private static Date at(long seconds) {
    return Date.from(START.plusSeconds(seconds));
  }
}
