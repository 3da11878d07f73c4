package dev.scores.users.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserServiceTest {

  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00.123456789Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Password SECRET = new Password("correct horse");
  private static final EmailAddress EMAIL = new EmailAddress("root@example.com");
  private static final SignUp ROOT = new SignUp(new Username("root"), EMAIL, SECRET);

  private static final ClientAddress HERE = ClientAddress.loopback();

  private final InMemoryUsers store = new InMemoryUsers();
  private final FakeHashing hashing = new FakeHashing();
  private final InMemorySessions sessions = new InMemorySessions(store);
  private final UserService users = new UserService(store, sessions, hashing, CLOCK);
  private final FakeTokens tokens = new FakeTokens();
  private final RecordingAttemptLimiter attempts = new RecordingAttemptLimiter();
  private final SessionService logins =
      new SessionService(sessions, tokens, attempts, CLOCK, Duration.ofDays(30));
  private final AccountService accounts =
      new AccountService(
          store, new InMemoryServiceAccounts(), hashing, tokens, logins, attempts, CLOCK);

  @Test
  void pagesTogetherAreTheWholeList() {
    User a = add("a");
    User b = add("b");
    User c = add("c");
    UserPage first = users.list(UserCursor.start(), 2);
    assertEquals(List.of(c, b), first.users());
    UserPage second = users.list(first.next().orElseThrow(), 2);
    assertEquals(new UserPage(List.of(a), Optional.empty()), second);
    assertEquals(Optional.empty(), users.list(UserCursor.start(), 3).next());
  }

  @Test
  void pageSizeIsLimited() {
    for (int limit : new int[] {0, -1, 1001}) {
      assertThrows(IllegalArgumentException.class, () -> users.list(UserCursor.start(), limit));
    }
  }

  @Test
  void addedUserHasAnAllowedPasswordOrNone() {
    Optional<Password> weak = Optional.of(new Password("short"));
    assertThrows(
        IllegalArgumentException.class, () -> new UserDraft(new Username("a"), EMAIL, weak));
    add("a");
    assertEquals(0, hashing.hashes());
  }

  @Test
  void exportHasTheUserAndTheSessions() {
    User root = assertInstanceOf(AppointAdminOutcome.Appointed.class, users.appoint(ROOT)).user();
    accounts.logIn(new LoginIdentifier.ByEmail(EMAIL), SECRET, HERE);
    AccountExport data = users.export(root.id()).orElseThrow();
    assertEquals(root, data.user());
    assertEquals(true, data.hasPassword());
    assertEquals(sessions.of(root.id(), data.at()), data.sessions());
    assertEquals(1, data.sessions().size());
    assertEquals(false, users.export(add("b").id()).orElseThrow().hasPassword());
    assertEquals(Optional.empty(), users.export(new AccountId(4711)));
  }

  @Test
  void appointedNewAdminCanLogIn() {
    User root = assertInstanceOf(AppointAdminOutcome.Appointed.class, users.appoint(ROOT)).user();
    assertEquals("root", root.username().value());
    assertEquals(true, root.admin());
    assertInstanceOf(
        LoginOutcome.LoggedIn.class,
        accounts.logIn(new LoginIdentifier.ByEmail(EMAIL), SECRET, HERE));
  }

  /** An account that a stranger registered under the email becomes the admin's. */
  @Test
  void appointmentSetsThePasswordAndRevokesTokens() {
    RegistrationOutcome.Registered squatter =
        assertInstanceOf(
            RegistrationOutcome.Registered.class,
            accounts.register(
                new SignUp(new Username("squatter"), EMAIL, new Password("secret of mine")), HERE));
    AccessToken token = accounts.logIn(squatter).access();
    User root =
        assertInstanceOf(AppointAdminOutcome.Appointed.class, users.appointFirst(ROOT)).user();
    assertEquals(squatter.user().id(), root.id());
    assertEquals("squatter", root.username().value());
    assertEquals(
        CallerIdentity.Rejected.of(TokenFault.REVOKED, squatter.user().id()),
        accounts.identify(token.value()));
    assertInstanceOf(
        LoginOutcome.LoggedIn.class,
        accounts.logIn(new LoginIdentifier.ByEmail(EMAIL), SECRET, HERE));
  }

  @Test
  void firstAdminIsAppointedOnce() {
    User root =
        assertInstanceOf(AppointAdminOutcome.Appointed.class, users.appointFirst(ROOT)).user();
    SignUp again = new SignUp(new Username("root"), EMAIL, new Password("another horse"));
    assertEquals(new AppointAdminOutcome.WasAdmin(root), users.appointFirst(again));
    assertInstanceOf(
        LoginOutcome.LoggedIn.class,
        accounts.logIn(new LoginIdentifier.ByEmail(EMAIL), SECRET, HERE));
    assertInstanceOf(AppointAdminOutcome.Appointed.class, users.appoint(again));
    assertEquals(
        new LoginOutcome.Rejected(LoginOutcome.Reason.WRONG_PASSWORD, Optional.of(root.id())),
        accounts.logIn(new LoginIdentifier.ByEmail(EMAIL), SECRET, HERE));
  }

  @Test
  void generationIsAtLeastOne() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new TokenClaims(new java.util.UUID(0, 1), new AccountId(1), 0, Optional.empty(), NOW));
  }

  private User add(String name) {
    return assertInstanceOf(
            AddUserOutcome.Added.class,
            users.add(
                new UserDraft(
                    new Username(name), new EmailAddress(name + "@example.com"), Optional.empty()),
                HERE))
        .user();
  }
}
