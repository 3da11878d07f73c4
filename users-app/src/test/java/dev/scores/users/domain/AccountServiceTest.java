package dev.scores.users.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.users.domain.LoginOutcome.LoggedIn;
import dev.scores.users.domain.LoginOutcome.Reason;
import dev.scores.users.domain.LoginOutcome.Rejected;
import dev.scores.users.domain.RegistrationOutcome.AlreadyExists;
import dev.scores.users.domain.RegistrationOutcome.Registered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountServiceTest {

  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00.123456789Z");
  private static final Password SECRET = new Password("correct horse");
  private static final LoginIdentifier ADA = new LoginIdentifier.ByUsername(new Username("ada"));

  private static final ClientAddress HERE = ClientAddress.loopback();

  private final InMemoryUsers users = new InMemoryUsers();
  private final FakeHashing hashing = new FakeHashing();
  private final RecordingAttemptLimiter attempts = new RecordingAttemptLimiter();
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final FakeTokens tokens = new FakeTokens();
  private final SessionService sessions =
      new SessionService(new InMemorySessions(users), tokens, attempts, clock, Duration.ofDays(30));
  private final AccountService accounts =
      new AccountService(
          users, new InMemoryServiceAccounts(), hashing, tokens, sessions, attempts, clock);

  @Test
  void registeredUserCanLogIn() {
    Registered registered = register("ada", "ada@example.com");
    assertEquals("ada", registered.user().username().value());
    assertEquals(Instant.parse("2026-11-20T09:15:00.123456Z"), registered.user().createdAt());
    assertEquals(registered.user(), caller(accounts.logIn(registered).access()));
  }

  @Test
  void takenNameOrEmailIsRejected() {
    register("ada", "ada@example.com");
    assertEquals(new AlreadyExists(), accounts.register(signUp("ada", "other@example.com"), HERE));
    assertEquals(new AlreadyExists(), accounts.register(signUp("other", "ADA@example.com"), HERE));
  }

  @Test
  void registrationRequiresAnAllowedPassword() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new SignUp(
                new Username("ada"), new EmailAddress("ada@example.com"), new Password("short")));
  }

  @Test
  void correctPasswordReturnsAToken() {
    Registered registered = register("ada", "ada@example.com");
    LoggedIn in = assertInstanceOf(LoggedIn.class, accounts.logIn(ADA, SECRET, HERE));
    assertEquals(registered.user(), caller(in.tokens().access()));
  }

  @Test
  void wrongPasswordIsRejected() {
    register("ada", "ada@example.com");
    assertEquals(
        new Rejected(Reason.WRONG_PASSWORD, Optional.of(new AccountId(1))),
        accounts.logIn(ADA, new Password("wrong horse"), HERE));
  }

  @Test
  void everyLoginCostsOneHash() {
    assertEquals(
        new Rejected(Reason.UNKNOWN_ACCOUNT, Optional.empty()), accounts.logIn(ADA, SECRET, HERE));
    assertEquals(1, hashing.hashes());
    AccountId ada = register("ada", "ada@example.com").user().id();
    assertEquals(2, hashing.hashes());
    accounts.logIn(ADA, SECRET, HERE);
    assertEquals(3, hashing.hashes());
    accounts.logIn(ADA, new Password("wrong horse"), HERE);
    assertEquals(4, hashing.hashes());
    deactivate(ada);
    accounts.logIn(ADA, SECRET, HERE);
    assertEquals(5, hashing.hashes());
  }

  @Test
  void deactivatedUserIsRejected() {
    Registered registered = register("ada", "ada@example.com");
    AccessToken token = accounts.logIn(registered).access();
    deactivate(registered.user().id());
    assertEquals(
        new Rejected(Reason.INACTIVE_USER, Optional.of(new AccountId(1))),
        accounts.logIn(ADA, SECRET, HERE));
    assertEquals(TokenFault.INACTIVE, fault(token.value()));
  }

  @Test
  void removedUserIsRejected() {
    Registered registered = register("ada", "ada@example.com");
    AccessToken token = accounts.logIn(registered).access();
    users.remove(registered.user().id());
    assertEquals(
        new Rejected(Reason.UNKNOWN_ACCOUNT, Optional.empty()), accounts.logIn(ADA, SECRET, HERE));
    assertEquals(TokenFault.UNKNOWN_ACCOUNT, fault(token.value()));
  }

  @Test
  void foreignAndExpiredTokensDiffer() {
    assertEquals(TokenFault.MALFORMED, fault("rubbish"));
    assertEquals(TokenFault.EXPIRED, fault(FakeTokens.EXPIRED));
  }

  @Test
  void logOutRevokesTheToken() {
    Registered registered = register("ada", "ada@example.com");
    AccessToken token = accounts.logIn(registered).access();
    LoggedIn in = assertInstanceOf(LoggedIn.class, accounts.logIn(ADA, SECRET, HERE));
    CallerIdentity.Known known =
        assertInstanceOf(
            CallerIdentity.Known.class, accounts.identify(in.tokens().access().value()));
    accounts.logOut(known.token());
    assertEquals(TokenFault.REVOKED, fault(in.tokens().access().value()));
    assertEquals(registered.user(), caller(token));
  }

  @Test
  void passwordChangeRevokesEarlierTokens() {
    Registered registered = register("ada", "ada@example.com");
    AccessToken token = accounts.logIn(registered).access();
    Password other = new Password("another horse");
    PasswordChange.Changed changed =
        assertInstanceOf(
            PasswordChange.Changed.class,
            accounts.changePassword(registered.user(), SECRET, other, HERE));
    assertEquals(TokenFault.REVOKED, fault(token.value()));
    assertEquals(registered.user(), caller(changed.tokens().access()));
    assertEquals(
        new Rejected(Reason.WRONG_PASSWORD, Optional.of(new AccountId(1))),
        accounts.logIn(ADA, SECRET, HERE));
    LoggedIn in = assertInstanceOf(LoggedIn.class, accounts.logIn(ADA, other, HERE));
    assertEquals(registered.user(), caller(in.tokens().access()));
  }

  @Test
  void passwordChangeRequiresTheOldPassword() {
    Registered registered = register("ada", "ada@example.com");
    AccessToken token = accounts.logIn(registered).access();
    assertEquals(
        new PasswordChange.WrongPassword(),
        accounts.changePassword(registered.user(), new Password("wrong horse"), SECRET, HERE));
    assertEquals(registered.user(), caller(token));
    assertThrows(
        IllegalArgumentException.class,
        () -> accounts.changePassword(registered.user(), SECRET, new Password("short"), HERE));
  }

  @Test
  void loginReplacesAnOutdatedHash() {
    users.add(
        new NewUser(
            new Username("ada"),
            new EmailAddress("ada@example.com"),
            Optional.of(FakeHashing.old(SECRET))),
        NOW);
    assertEquals(
        new Rejected(Reason.WRONG_PASSWORD, Optional.of(new AccountId(1))),
        accounts.logIn(ADA, new Password("wrong horse"), HERE));
    assertEquals(FakeHashing.old(SECRET), users.find(ADA).orElseThrow().passwordHash());
    LoggedIn in = assertInstanceOf(LoggedIn.class, accounts.logIn(ADA, SECRET, HERE));
    assertEquals(hashing.hash(SECRET, HERE), users.find(ADA).orElseThrow().passwordHash());
    assertInstanceOf(CallerIdentity.Known.class, accounts.identify(in.tokens().access().value()));
  }

  @Test
  void attemptsCountPerUserWhicheverNameIsGiven() {
    String id = "id " + register("ada", "ada@example.com").user().id().value();
    attempts.clear();
    accounts.logIn(ADA, SECRET, HERE);
    accounts.logIn(
        new LoginIdentifier.ByEmail(new EmailAddress("ADA@example.com")),
        new Password("wrong horse"),
        HERE);
    accounts.logIn(
        new LoginIdentifier.ByBoth(new Username("ada"), new EmailAddress("ada@example.com")),
        SECRET,
        HERE);
    assertEquals(List.of(id, id, id), attempts.spent());
  }

  @Test
  void attemptsAtUnknownNamesCountPerName() {
    accounts.logIn(
        new LoginIdentifier.ByBoth(new Username("Eve"), new EmailAddress("E@example.com")),
        SECRET,
        HERE);
    assertEquals(List.of("name eve", "email e@example.com"), attempts.spent());
  }

  @Test
  void aLimitedLoginHashesNothing() {
    register("ada", "ada@example.com");
    int hashes = hashing.hashes();
    attempts.reject();
    assertInstanceOf(LoginOutcome.Limited.class, accounts.logIn(ADA, SECRET, HERE));
    assertInstanceOf(
        RegistrationOutcome.Limited.class, accounts.register(signUp("bob", "b@example.com"), HERE));
    assertEquals(hashes, hashing.hashes());
  }

  @Test
  void attemptsOfALimitedClientAreNotCounted() {
    register("ada", "ada@example.com");
    attempts.clear();
    attempts.rejectClient();
    assertInstanceOf(LoginOutcome.Limited.class, accounts.logIn(ADA, SECRET, HERE));
    assertInstanceOf(
        RegistrationOutcome.Limited.class, accounts.register(signUp("bob", "b@example.com"), HERE));
    assertEquals(List.of(), attempts.spent());
  }

  @Test
  void limitOfNamesAppliesToNewNames() {
    User ada = register("ada", "ada@example.com").user();
    attempts.rejectNames();
    assertInstanceOf(
        RegistrationOutcome.Limited.class, accounts.register(signUp("bob", "b@example.com"), HERE));
    assertInstanceOf(
        UpdateUserOutcome.Limited.class,
        accounts.update(ada, update("lady", "ada@example.com"), Optional.empty(), HERE));
    assertInstanceOf(
        UpdateUserOutcome.Limited.class,
        accounts.update(ada, update("ada", "lady@example.com"), Optional.of(SECRET), HERE));
    assertInstanceOf(
        UpdateUserOutcome.Updated.class,
        accounts.update(ada, update("ada", "ada@example.com"), Optional.empty(), HERE));
  }

  @Test
  void takenNameIsCounted() {
    register("ada", "ada@example.com");
    assertEquals(0, attempts.namesTaken());
    accounts.register(signUp("ada", "other@example.com"), HERE);
    assertEquals(1, attempts.namesTaken());
  }

  @Test
  void changingTheEmailRequiresThePassword() {
    User ada = register("ada", "ada@example.com").user();
    UserUpdate moved = update("ada", "new@example.com");
    assertEquals(
        new UpdateUserOutcome.PasswordRequired(),
        accounts.update(ada, moved, Optional.empty(), HERE));
    assertEquals(
        new UpdateUserOutcome.WrongPassword(),
        accounts.update(ada, moved, Optional.of(new Password("wrong horse")), HERE));
    assertInstanceOf(
        UpdateUserOutcome.Updated.class, accounts.update(ada, moved, Optional.of(SECRET), HERE));
  }

  @Test
  void ownAccountIsRemovedWithThePassword() {
    Registered registered = register("ada", "ada@example.com");
    User ada = registered.user();
    AccessToken token = accounts.logIn(registered).access();
    attempts.clear();
    assertEquals(
        new RemoveAccountOutcome.WrongPassword(),
        accounts.remove(ada, new Password("wrong horse"), HERE));
    assertEquals(ada, caller(token));
    assertEquals(
        new RemoveAccountOutcome.Done(new RemoveUserOutcome.Removed(ada)),
        accounts.remove(ada, SECRET, HERE));
    assertEquals(TokenFault.UNKNOWN_ACCOUNT, fault(token.value()));
    assertEquals(List.of("id 1", "id 1"), attempts.spent());
    attempts.reject();
    assertInstanceOf(RemoveAccountOutcome.Limited.class, accounts.remove(ada, SECRET, HERE));
  }

  @Test
  void lastAdminCannotRemoveTheOwnAccount() {
    User root =
        assertInstanceOf(
                AppointAdminOutcome.Appointed.class,
                users.appoint(
                    new Username("root"),
                    new EmailAddress("root@example.com"),
                    hashing.hash(SECRET, HERE),
                    NOW))
            .user();
    assertEquals(
        new RemoveAccountOutcome.Done(new RemoveUserOutcome.LastAdmin()),
        accounts.remove(root, SECRET, HERE));
  }

  @Test
  void changingTheNameRequiresNoPassword() {
    User ada = register("ada", "ada@example.com").user();
    assertInstanceOf(
        UpdateUserOutcome.Updated.class,
        accounts.update(ada, update("lady", "ADA@example.com"), Optional.empty(), HERE));
  }

  @Test
  void takenEmailIsCounted() {
    User ada = register("ada", "ada@example.com").user();
    register("bob", "bob@example.com");
    attempts.clear();
    UserUpdate taken = update("ada", "bob@example.com");
    assertEquals(
        new UpdateUserOutcome.EmailTaken(), accounts.update(ada, taken, Optional.of(SECRET), HERE));
    assertEquals(1, attempts.namesTaken());
    assertEquals(List.of("id " + ada.id().value()), attempts.spent());
    attempts.reject();
    assertInstanceOf(
        UpdateUserOutcome.Limited.class, accounts.update(ada, taken, Optional.of(SECRET), HERE));
  }

  private static UserUpdate update(String username, String email) {
    return new UserUpdate(
        new Username(username),
        new EmailAddress(email),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private TokenFault fault(String token) {
    return assertInstanceOf(CallerIdentity.Rejected.class, accounts.identify(token)).fault();
  }

  private User caller(AccessToken token) {
    return assertInstanceOf(CallerIdentity.Known.class, accounts.identify(token.value())).user();
  }

  private void deactivate(AccountId id) {
    users.update(
        id,
        new UserUpdate(
            new Username("ada"),
            new EmailAddress("ada@example.com"),
            Optional.of(false),
            Optional.empty(),
            Optional.empty()));
  }

  private Registered register(String username, String email) {
    return assertInstanceOf(Registered.class, accounts.register(signUp(username, email), HERE));
  }

  private static SignUp signUp(String username, String email) {
    return new SignUp(new Username(username), new EmailAddress(email), SECRET);
  }
}
