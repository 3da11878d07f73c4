package dev.scores.users.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.domain.AddUserOutcome.Added;
import dev.scores.users.domain.RefreshTokenUse.Replaced;
import dev.scores.users.domain.RefreshTokenUse.Retried;
import dev.scores.users.domain.RefreshTokenUse.Reused;
import dev.scores.users.domain.RefreshTokenUse.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules that every store of sessions obeys. */
public abstract class SessionsContract {

  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00.123456Z");
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final PasswordHash HASH = new PasswordHash("$argon2id$ada");

  private Users users;
  private Sessions sessions;
  private Added ada;
  private Added bob;

  /** A store without users. */
  protected abstract Users emptyUsers();

  /** The sessions of the users of {@link #emptyUsers}. */
  protected abstract Sessions sessions();

  @BeforeEach
  void addTwoUsers() {
    users = emptyUsers();
    sessions = sessions();
    ada = add("ada");
    bob = add("bob");
  }

  @Test
  void newSessionIsListed() {
    Session first = begin(ada, RefreshToken.random(), NOW);
    Session second = begin(ada, RefreshToken.random(), NOW.plusSeconds(1));
    begin(bob, RefreshToken.random(), NOW);
    assertEquals(List.of(second, first), sessions.of(ada.user().id(), NOW));
    assertEquals(List.of(second), sessions.of(ada.user().id(), NOW.plus(MONTH)));
    assertEquals(List.of(), sessions.of(new AccountId(4711), NOW));
  }

  @Test
  void tokenIsReplacedOnce() {
    RefreshToken token = RefreshToken.random();
    Session session = begin(ada, token, NOW);
    Instant later = NOW.plusSeconds(60);
    RefreshToken next = token.next();
    assertEquals(
        new Replaced(ada.user(), ada.generation(), session.id()), refresh(token, next, later));
    assertEquals(
        List.of(new Session(session.id(), ada.user().id(), NOW, later, later.plus(MONTH))),
        sessions.of(ada.user().id(), later));
    assertInstanceOf(Replaced.class, refresh(next, next.next(), later.plusSeconds(60)));
  }

  @Test
  void replacedTokenReturnsItsSuccessorWithinTheGrace() {
    RefreshToken token = RefreshToken.random();
    Session session = begin(ada, token, NOW);
    RefreshToken next = token.next();
    refresh(token, next, NOW);
    Instant inTime = NOW.plus(GRACE).minusMillis(1);
    assertEquals(
        new Retried(ada.user(), ada.generation(), session.id(), token.seal(next)),
        refresh(token, token.next(), inTime));
    assertInstanceOf(Replaced.class, refresh(next, next.next(), inTime));
  }

  @Test
  void replacedTokenEndsItsSessionAfterTheGrace() {
    RefreshToken token = RefreshToken.random();
    begin(ada, token, NOW);
    Session other = begin(ada, RefreshToken.random(), NOW);
    RefreshToken next = token.next();
    refresh(token, next, NOW);
    assertEquals(new Reused(ada.user().id()), refresh(token, token.next(), NOW.plus(GRACE)));
    assertEquals(List.of(other), sessions.of(ada.user().id(), NOW));
    assertEquals(new Unknown(), refresh(next, next.next(), NOW.plus(GRACE)));
    assertEquals(new Unknown(), refresh(token, token.next(), NOW.plus(GRACE)));
  }

  @Test
  void tokenBeforeTheLastEndsItsSessionAtOnce() {
    RefreshToken first = RefreshToken.random();
    begin(ada, first, NOW);
    RefreshToken second = first.next();
    refresh(first, second, NOW);
    refresh(second, second.next(), NOW);
    assertEquals(new Reused(ada.user().id()), refresh(first, first.next(), NOW));
    assertEquals(List.of(), sessions.of(ada.user().id(), NOW));
  }

  @Test
  void unknownAndExpiredTokensChangeNothing() {
    RefreshToken token = RefreshToken.random();
    Session session = begin(ada, token, NOW);
    RefreshToken stranger = RefreshToken.random();
    assertEquals(new Unknown(), refresh(stranger, stranger.next(), NOW));
    assertEquals(new Unknown(), refresh(token, token.next(), NOW.plus(MONTH)));
    assertEquals(List.of(session), sessions.of(ada.user().id(), NOW));
  }

  @Test
  void oneOfFiftyConcurrentUsesReplacesTheToken() {
    RefreshToken token = RefreshToken.random();
    begin(ada, token, NOW);
    List<RefreshTokenUse> uses;
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      uses =
          IntStream.range(0, 50)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> refresh(token, token.next(), NOW), threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
    }
    assertEquals(1, uses.stream().filter(Replaced.class::isInstance).count());
    Set<RefreshToken> successors =
        uses.stream()
            .filter(Retried.class::isInstance)
            .map(use -> token.open(((Retried) use).sealed()))
            .collect(Collectors.toSet());
    assertEquals(49, uses.stream().filter(Retried.class::isInstance).count());
    assertEquals(1, successors.size());
    RefreshToken next = successors.iterator().next();
    assertInstanceOf(Replaced.class, refresh(next, next.next(), NOW));
  }

  @Test
  void oneOfFiftyConcurrentReusesEndsTheSession() {
    RefreshToken first = RefreshToken.random();
    begin(ada, first, NOW);
    RefreshToken second = first.next();
    refresh(first, second, NOW);
    refresh(second, second.next(), NOW);
    List<RefreshTokenUse> uses;
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      uses =
          IntStream.range(0, 50)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> refresh(first, first.next(), NOW), threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
    }
    assertEquals(1, uses.stream().filter(Reused.class::isInstance).count());
    assertEquals(49, uses.stream().filter(Unknown.class::isInstance).count());
    assertEquals(List.of(), sessions.of(ada.user().id(), NOW));
  }

  @Test
  void endedSessionRejectsItsTokens() {
    RefreshToken token = RefreshToken.random();
    Session session = begin(ada, token, NOW);
    Session other = begin(ada, RefreshToken.random(), NOW);
    assertFalse(sessions.end(bob.user().id(), session.id()));
    assertFalse(isRevoked(ada, session));
    assertTrue(sessions.end(ada.user().id(), session.id()));
    assertFalse(sessions.end(ada.user().id(), session.id()));
    assertTrue(isRevoked(ada, session));
    assertFalse(isRevoked(ada, other));
    assertEquals(new Unknown(), refresh(token, token.next(), NOW));
    assertEquals(List.of(other), sessions.of(ada.user().id(), NOW));
  }

  @Test
  void sessionOfAnotherUserDoesNotCarryAToken() {
    assertTrue(isRevoked(bob, begin(ada, RefreshToken.random(), NOW)));
  }

  @Test
  void logoutEndsTheSessionOfItsToken() {
    RefreshToken token = RefreshToken.random();
    Session session = begin(ada, token, NOW);
    users.revoke(claims(ada, Optional.of(session.id())), NOW);
    assertTrue(isRevoked(ada, session));
    assertEquals(new Unknown(), refresh(token, token.next(), NOW));
    assertEquals(List.of(), sessions.of(ada.user().id(), NOW));
  }

  @Test
  void endAllRevokesEveryTokenOfTheUser() {
    RefreshToken token = RefreshToken.random();
    Session session = begin(ada, token, NOW);
    Session other = begin(bob, RefreshToken.random(), NOW);
    TokenClaims withoutSession = claims(ada, Optional.empty());
    assertFalse(users.holder(withoutSession).orElseThrow().revoked());
    sessions.endAll(ada.user().id());
    assertTrue(isRevoked(ada, session));
    assertTrue(users.holder(withoutSession).orElseThrow().revoked());
    assertEquals(new Unknown(), refresh(token, token.next(), NOW));
    assertFalse(isRevoked(bob, other));
  }

  @Test
  void passwordChangeEndsAllSessions() {
    RefreshToken token = RefreshToken.random();
    begin(ada, token, NOW);
    Account changed =
        users.changePassword(ada.user().id(), HASH, new PasswordHash("other")).orElseThrow();
    assertEquals(List.of(), sessions.of(ada.user().id(), NOW));
    assertEquals(new Unknown(), refresh(token, token.next(), NOW));
    Session late = begin(ada, RefreshToken.random(), NOW);
    assertEquals(List.of(), sessions.of(ada.user().id(), NOW));
    assertTrue(isRevoked(ada, late));
    Session next = session(ada.user(), NOW);
    sessions.begin(next, changed.generation(), RefreshToken.random());
    assertEquals(List.of(next), sessions.of(ada.user().id(), NOW));
  }

  @Test
  void deactivationEndsAllSessions() {
    RefreshToken token = RefreshToken.random();
    begin(ada, token, NOW);
    setActive(false);
    assertEquals(new Unknown(), refresh(token, token.next(), NOW));
    setActive(true);
    assertEquals(new Unknown(), refresh(token, token.next(), NOW));
    assertEquals(List.of(), sessions.of(ada.user().id(), NOW));
  }

  @Test
  void removalEndsAllSessions() {
    RefreshToken token = RefreshToken.random();
    begin(ada, token, NOW);
    users.remove(ada.user().id());
    assertEquals(List.of(), sessions.of(ada.user().id(), NOW));
    assertEquals(new Unknown(), refresh(token, token.next(), NOW));
    begin(ada, RefreshToken.random(), NOW);
    assertEquals(List.of(), sessions.of(ada.user().id(), NOW));
  }

  @Test
  void sessionNotUsedForLongestGivesWay() {
    Session oldest = begin(ada, RefreshToken.random(), NOW);
    for (int i = 1; i < Sessions.MAX_OF_USER; i++) {
      begin(ada, RefreshToken.random(), NOW.plusMillis(i));
    }
    Session another = begin(bob, RefreshToken.random(), NOW.minusSeconds(1));
    assertFalse(isRevoked(ada, oldest));
    Session newest = begin(ada, RefreshToken.random(), NOW.plusSeconds(10));
    List<Session> all = sessions.of(ada.user().id(), NOW);
    assertEquals(Sessions.MAX_OF_USER, all.size());
    assertEquals(newest, all.getFirst());
    assertTrue(isRevoked(ada, oldest));
    assertFalse(isRevoked(bob, another));
  }

  private RefreshTokenUse refresh(RefreshToken presented, RefreshToken next, Instant now) {
    return sessions.refresh(
        new Sessions.Replacement(
            presented, next, presented.seal(next), now, now.minus(GRACE), now.plus(MONTH)));
  }

  private boolean isRevoked(Added user, Session session) {
    return users.holder(claims(user, Optional.of(session.id()))).orElseThrow().revoked();
  }

  private static TokenClaims claims(Added user, Optional<UUID> session) {
    return new TokenClaims(
        UUID.randomUUID(), user.user().id(), user.generation(), session, NOW.plusSeconds(60));
  }

  private Session begin(Added user, RefreshToken token, Instant at) {
    Session session = session(user.user(), at);
    sessions.begin(session, user.generation(), token);
    return session;
  }

  private static Session session(User user, Instant at) {
    return new Session(UUID.randomUUID(), user.id(), at, at, at.plus(MONTH));
  }

  private void setActive(boolean active) {
    User user = ada.user();
    users.update(
        user.id(),
        new UserUpdate(
            user.username(),
            user.email(),
            Optional.of(active),
            Optional.empty(),
            Optional.empty()));
  }

  private Added add(String name) {
    return assertInstanceOf(
        Added.class,
        users.add(
            new NewUser(
                new Username(name), new EmailAddress(name + "@example.com"), Optional.of(HASH)),
            NOW));
  }
}
