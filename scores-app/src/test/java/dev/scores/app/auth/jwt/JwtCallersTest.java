package dev.scores.app.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.scores.app.JwtForge;
import dev.scores.app.auth.TokenRejectionRecorder;
import dev.scores.app.auth.UsersServiceLog;
import dev.scores.chassis.limits.ClientAddressResolver;
import dev.scores.chassis.security.SecurityLog;
import dev.scores.chassis.settings.TrustedProxies;
import dev.scores.domain.BearerToken;
import dev.scores.domain.Caller;
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

/** What time does to tokens and keys. */
class JwtCallersTest {

  private static final Instant START = Instant.parse("2026-11-20T09:15:00Z");
  private static final Caller ADA = new Caller.Known(new UserId(7));
  private static final Caller REJECTED = new Caller.Rejected();
  private static final Caller UNAVAILABLE = new Caller.Unavailable();
  private static final ECKey KEY = JwtForge.key("first");
  private static final ECKey OTHER = JwtForge.key("other");

  private final AtomicInteger judged = new AtomicInteger();
  private final ExecutorService beside =
      Executors.newThreadPerTaskExecutor(
          task -> {
            judged.incrementAndGet();
            return Thread.ofVirtual().unstarted(task);
          });
  private final AtomicInteger told = new AtomicInteger();
  private volatile Instant now = START;
  private volatile Mono<HttpResponse<String>> published = Mono.empty();
  private final JwtCallers callers = callers();

  private JwtCallers callers() {
    InstantSource time = () -> now;
    Clock clock = time.withZone(ZoneOffset.UTC);
    Duration deadline = Duration.ofMinutes(1);
    KeysClient users = () -> published.doFinally(end -> told.incrementAndGet());
    publish(KEY);
    return new JwtCallers(
        new UsersKeys(
            users, new UsersServiceLog("http://users:5001"), deadline, Duration.ofMillis(1), clock),
        new TokenVerifier("users", "scores", clock),
        beside,
        deadline,
        clock,
        new TokenRejectionRecorder(
            new SecurityLog(new ClientAddressResolver(TrustedProxies.parse("")))),
        new SimpleMeterRegistry());
  }

  @AfterEach
  void stop() {
    beside.close();
  }

  /** As it was recorded from that service, whose own tests hold theirs against it. */
  @Test
  void aTokenAsTheUsersServiceMakesThemIsTaken() throws IOException {
    JsonNode recorded = new ObjectMapper().readTree(Path.of("../openapi/token.json").toFile());
    published = Mono.just(HttpResponse.ok(recorded.path("keys").toString()));
    now = Instant.parse(recorded.path("made").asText());
    assertEquals(
        new Caller.Known(new UserId(recorded.path("user").asInt())),
        callerOf(recorded.path("token").asText()));
  }

  @Test
  void aTokenEndsWithTheSecondThatItNames() {
    String token = token(claims -> claims.expirationTime(at(60)));
    now = START.plusSeconds(60).minusMillis(1);
    assertEquals(ADA, callerOf(token));
    now = START.plusSeconds(60);
    assertEquals(REJECTED, callerOf(token));
  }

  @Test
  void aTokenIsVerifiedOnceForAsLongAsItIsGood() {
    String token = token(claims -> claims.expirationTime(at(60)));
    assertEquals(ADA, callerOf(token));
    int once = judged.get();
    for (int i = 0; i < 10; i++) {
      assertEquals(ADA, callerOf(token));
    }
    assertEquals(once, judged.get());
    now = START.plusSeconds(3_600);
    assertEquals(REJECTED, callerOf(token));
  }

  @Test
  void aTokenBeginsTenSecondsEarly() {
    String begins = token(claims -> claims.notBeforeTime(at(60)));
    String made = token(claims -> claims.issueTime(at(60)));
    now = START.plusSeconds(49);
    assertEquals(REJECTED, callerOf(begins));
    assertEquals(REJECTED, callerOf(made));
    now = START.plusSeconds(51);
    assertEquals(ADA, callerOf(begins));
    assertEquals(ADA, callerOf(made));
  }

  @Test
  void aKeyThatIsWithdrawnTakesWhatWasFoundGoodByItAlongWithinMinutes() {
    String token = token(claims -> claims);
    assertEquals(ADA, callerOf(token));
    publish(OTHER);
    now = START.plus(UsersKeys.FRESH);
    assertEquals(ADA, callerOf(token));
    now = now.plusSeconds(1);
    untilItIs(REJECTED, token);
  }

  @Test
  void whileOldKeysAreAskedForAgainTheyGoOn() {
    String token = token(claims -> claims);
    assertEquals(ADA, callerOf(token));
    published = Mono.never();
    now = START.plus(UsersKeys.FRESH).plusSeconds(1);
    for (int i = 0; i < 10; i++) {
      assertEquals(ADA, callerOf(token));
      assertEquals(ADA, callerOf(token(claims -> claims)));
    }
  }

  @Test
  void keysThatStayTheSameAreNoNews() {
    String token = token(claims -> claims.expirationTime(at(100_000)));
    assertEquals(ADA, callerOf(token));
    int once = judged.get();
    now = START.plus(UsersKeys.FRESH).plusSeconds(1);
    while (told.get() < 2) {
      assertEquals(ADA, callerOf(token));
    }
    for (int i = 0; i < 10; i++) {
      assertEquals(ADA, callerOf(token));
    }
    assertEquals(once, judged.get());
  }

  @Test
  void whereTheUsersServiceIsDownItsKeysAreGoodForADay() {
    String token = token(claims -> claims.expirationTime(at(100_000)));
    assertEquals(ADA, callerOf(token));
    published = Mono.error(new ConnectException("down"));
    now = START.plus(UsersKeys.GOOD);
    assertEquals(ADA, callerOf(token));
    now = now.plusSeconds(1);
    assertEquals(UNAVAILABLE, callerOf(token));
    publish(KEY);
    assertEquals(ADA, callerOf(token));
  }

  private void publish(ECKey key) {
    published = Mono.just(HttpResponse.ok(new JWKSet(key).toString()));
  }

  private void untilItIs(Caller caller, String token) {
    Caller found;
    do {
      found = callerOf(token);
    } while (!found.equals(caller));
  }

  private Caller callerOf(String token) {
    return callers.identify(new BearerToken(token)).toCompletableFuture().join();
  }

  private static String token(UnaryOperator<JWTClaimsSet.Builder> otherwise) {
    return JwtForge.token(KEY, 7, START, otherwise);
  }

  private static Date at(long seconds) {
    return Date.from(START.plusSeconds(seconds));
  }
}
