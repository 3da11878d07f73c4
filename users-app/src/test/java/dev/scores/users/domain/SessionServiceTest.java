package dev.scores.users.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.scores.users.domain.AddUserOutcome.Added;
import dev.scores.users.domain.RefreshOutcome.Refreshed;
import dev.scores.users.domain.RefreshOutcome.Rejected;
import dev.scores.users.domain.RefreshOutcome.Reused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionServiceTest {

  private static final Duration MONTH = Duration.ofDays(30);
  private static final ClientAddress HERE = ClientAddress.loopback();

  private Instant now = Instant.parse("2026-11-20T09:15:00.123456789Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final InMemoryUsers users = new InMemoryUsers();
  private final FakeTokens tokens = new FakeTokens();
  private final RecordingAttemptLimiter attempts = new RecordingAttemptLimiter();
  private final SessionService sessions =
      new SessionService(new InMemorySessions(users), tokens, attempts, clock, MONTH);
  private final Added ada =
      assertInstanceOf(
          Added.class,
          users.add(
              new NewUser(
                  new Username("ada"), new EmailAddress("ada@example.com"), Optional.empty()),
              now));

  @Test
  void refreshedSessionKeepsItsId() {
    IssuedTokens first = begin();
    Session before = sessions.list(ada.user().id()).getFirst();
    now = now.plus(MONTH.minusSeconds(1));
    IssuedTokens second = refreshed(first.refresh());
    assertNotEquals(first.refresh(), second.refresh());
    assertEquals(before.id(), claims(second).session().orElseThrow());
    Session after = sessions.list(ada.user().id()).getFirst();
    assertEquals(before.id(), after.id());
    assertEquals(Instant.parse("2026-12-20T09:14:59.123456Z"), after.lastUsedAt());
    now = now.plus(MONTH.minusSeconds(1));
    refreshed(second.refresh());
  }

  @Test
  void sessionThatIsNotRefreshedExpires() {
    IssuedTokens first = begin();
    now = now.plus(MONTH);
    assertEquals(new Rejected(), refresh(first.refresh()));
    assertEquals(List.of(), sessions.list(ada.user().id()));
  }

  @Test
  void retryWithinTheGraceReturnsTheSameToken() {
    IssuedTokens first = begin();
    IssuedTokens second = refreshed(first.refresh());
    now = now.plus(SessionService.GRACE).minusMillis(1);
    assertEquals(second.refresh(), refreshed(first.refresh()).refresh());
    refreshed(second.refresh());
  }

  @Test
  void laterReuseEndsTheSession() {
    IssuedTokens first = begin();
    IssuedTokens second = refreshed(first.refresh());
    now = now.plus(SessionService.GRACE);
    assertEquals(new Reused(ada.user().id()), refresh(first.refresh()));
    assertEquals(new Rejected(), refresh(second.refresh()));
  }

  @Test
  void otherTextsAreRejected() {
    begin();
    for (String text : List.of("", "x", "a".repeat(64), "a".repeat(63) + "=", "a".repeat(65))) {
      assertEquals(new Rejected(), sessions.refresh(text, HERE), text);
    }
    attempts.reject();
    assertInstanceOf(RefreshOutcome.Limited.class, sessions.refresh("x", HERE));
  }

  @Test
  void refreshTokenHidesItsText() {
    RefreshToken token = begin().refresh();
    assertFalse(token.toString().contains(token.value()));
    assertEquals(64, token.value().length());
  }

  private IssuedTokens begin() {
    return sessions.begin(ada.user(), ada.generation());
  }

  private RefreshOutcome refresh(RefreshToken token) {
    return sessions.refresh(token.value(), HERE);
  }

  private IssuedTokens refreshed(RefreshToken token) {
    return assertInstanceOf(Refreshed.class, refresh(token)).tokens();
  }

  private TokenClaims claims(IssuedTokens issued) {
    return assertInstanceOf(TokenParseResult.Genuine.class, tokens.read(issued.access().value()))
        .claims();
  }
}
