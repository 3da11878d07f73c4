package dev.scores.users.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.scores.users.domain.AddUserOutcome.Added;
import dev.scores.users.domain.AddUserOutcome.EmailTaken;
import dev.scores.users.domain.AddUserOutcome.UsernameTaken;
import dev.scores.users.domain.LoginOutcome.Reason;
import dev.scores.users.domain.PasswordChange.Changed;
import dev.scores.users.domain.PasswordChange.WrongPassword;
import dev.scores.users.domain.RegistrationOutcome.AlreadyExists;
import dev.scores.users.domain.RegistrationOutcome.Registered;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Use cases of account holders: register, log in and out, change the password or the email, remove
 * the account, and identify the caller of a request. Thread-safe if the ports are; throws their
 * exceptions.
 */
public final class AccountService {

  private final Users users;
  private final ServiceAccounts serviceAccounts;
  private final PasswordHashing hashing;
  private final Tokens tokens;
  private final SessionService sessions;
  private final AttemptLimiter attempts;
  private final Clock clock;

  public AccountService(
      Users users,
      ServiceAccounts serviceAccounts,
      PasswordHashing hashing,
      Tokens tokens,
      SessionService sessions,
      AttemptLimiter attempts,
      Clock clock) {
    this.users = Objects.requireNonNull(users, "users");
    this.serviceAccounts = Objects.requireNonNull(serviceAccounts, "serviceAccounts");
    this.hashing = Objects.requireNonNull(hashing, "hashing");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.sessions = Objects.requireNonNull(sessions, "sessions");
    this.attempts = Objects.requireNonNull(attempts, "attempts");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Adds a user. Changes nothing if the email or the username is taken. */
  public RegistrationOutcome register(SignUp signUp, ClientAddress client) {
    return attempts
        .waitForLogin(client)
        .or(() -> attempts.waitForNames(client))
        .or(() -> attempts.spend(AccountKey.of(signUp), client))
        .<RegistrationOutcome>map(RegistrationOutcome.Limited::new)
        .orElseGet(() -> add(signUp, client));
  }

  private RegistrationOutcome add(SignUp signUp, ClientAddress client) {
    NewUser user =
        new NewUser(
            signUp.username(),
            signUp.email(),
            Optional.of(hashing.hash(signUp.password(), client)));
    return switch (users.add(user, clock.instant().truncatedTo(MICROS))) {
      case Added added -> registered(added, client);
      case EmailTaken taken -> alreadyExists(client);
      case UsernameTaken taken -> alreadyExists(client);
    };
  }

  private RegistrationOutcome registered(Added added, ClientAddress client) {
    User user = added.user();
    attempts.succeeded(AccountKey.of(user.id()), client);
    return new Registered(user, added.generation());
  }

  private RegistrationOutcome alreadyExists(ClientAddress client) {
    attempts.nameTaken(client);
    return new AlreadyExists();
  }

  /** Begins a session of a user who has just registered. */
  public IssuedTokens logIn(Registered registered) {
    return sessions.begin(registered.user(), registered.generation());
  }

  /**
   * Begins a session of the user with this name and password. Attempts are counted per user,
   * whichever name is given. An unknown user, or one with an unsupported hash, costs a hash too, so
   * that the response time does not reveal whether the user exists. Replaces a hash with outdated
   * parameters.
   */
  public LoginOutcome logIn(LoginIdentifier name, Password password, ClientAddress client) {
    Optional<Duration> wait = attempts.waitForLogin(client);
    if (wait.isPresent()) {
      return new LoginOutcome.Limited(wait.get(), Optional.empty());
    }
    Optional<Account> account = users.find(name);
    return attempts
        .spend(AccountKey.of(name, account), client)
        .<LoginOutcome>map(
            retryAfter -> new LoginOutcome.Limited(retryAfter, account.map(Account::id)))
        .orElseGet(() -> logIn(account, password, client));
  }

  private LoginOutcome logIn(Optional<Account> account, Password password, ClientAddress client) {
    Optional<PasswordHash> hash = account.map(Account::passwordHash).filter(hashing::isSupported);
    boolean matches = hashing.matches(password, hash.orElseGet(hashing::decoyHash), client);
    if (account.isEmpty()) {
      return new LoginOutcome.Rejected(Reason.UNKNOWN_ACCOUNT, Optional.empty());
    }
    if (hash.isEmpty()) {
      return rejected(Reason.UNSUPPORTED_HASH, account.get());
    }
    if (!matches) {
      return rejected(Reason.WRONG_PASSWORD, account.get());
    }
    return account.get().user().active()
        ? logIn(account.get(), password, client)
        : rejected(Reason.INACTIVE_USER, account.get());
  }

  private static LoginOutcome rejected(Reason reason, Account account) {
    return new LoginOutcome.Rejected(reason, Optional.of(account.id()));
  }

  private LoginOutcome logIn(Account account, Password password, ClientAddress client) {
    attempts.succeeded(AccountKey.of(account.user().id()), client);
    if (hashing.isOutdated(account.passwordHash())) {
      rehash(account, password, client);
    }
    return new LoginOutcome.LoggedIn(sessions.begin(account.user(), account.generation()));
  }

  private void rehash(Account account, Password password, ClientAddress client) {
    try {
      users.rehash(account.user().id(), account.passwordHash(), hashing.hash(password, client));
    } catch (HashingBusyException busy) {
      // The login succeeds anyway; the next one replaces the hash.
    }
  }

  /** Identifies the token's user or service account, in the current state. */
  public CallerIdentity identify(String token) {
    return switch (tokens.read(token)) {
      case TokenParseResult.Genuine genuine -> holder(genuine.claims());
      case TokenParseResult.GenuineOfClient genuine -> client(genuine.claims());
      case TokenParseResult.Invalid invalid -> CallerIdentity.Rejected.of(invalid.fault());
    };
  }

  private CallerIdentity holder(TokenClaims token) {
    return users
        .holder(token)
        .map(holder -> caller(holder, token))
        .orElseGet(() -> CallerIdentity.Rejected.of(TokenFault.UNKNOWN_ACCOUNT, token.user()));
  }

  private CallerIdentity client(ClientTokenClaims token) {
    return serviceAccounts
        .find(token.client())
        .<CallerIdentity>map(
            account -> new CallerIdentity.KnownClient(account, granted(token, account)))
        .orElseGet(() -> CallerIdentity.Rejected.of(TokenFault.REVOKED));
  }

  private static Set<TokenScope> granted(ClientTokenClaims token, ServiceAccount account) {
    return token.scopes().stream()
        .filter(account.scopes()::contains)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static CallerIdentity caller(TokenHolder holder, TokenClaims token) {
    if (!holder.user().active()) {
      return CallerIdentity.Rejected.of(TokenFault.INACTIVE, token.user());
    }
    return holder.revoked()
        ? CallerIdentity.Rejected.of(TokenFault.REVOKED, token.user())
        : new CallerIdentity.Known(holder.user(), token);
  }

  /** Revokes the token and ends its session. */
  public void logOut(TokenClaims token) {
    users.revoke(token, clock.instant());
  }

  /**
   * Changes the password if {@code from} is correct, ends all sessions of the user and begins one.
   *
   * @throws IllegalArgumentException if the new password is not allowed
   */
  public PasswordChange changePassword(
      User user, Password from, Password to, ClientAddress client) {
    if (to.flaw(user.username(), user.email()).isPresent()) {
      throw new IllegalArgumentException("the password is not allowed");
    }
    return attempts
        .spend(List.of(AccountKey.of(user.id())), client)
        .<PasswordChange>map(PasswordChange.Limited::new)
        .orElseGet(() -> change(user, from, to, client));
  }

  private PasswordChange change(User user, Password from, Password to, ClientAddress client) {
    return account(user, from, client)
        .flatMap(
            account ->
                users.changePassword(user.id(), account.passwordHash(), hashing.hash(to, client)))
        .<PasswordChange>map(account -> changed(account, client))
        .orElseGet(WrongPassword::new);
  }

  private PasswordChange changed(Account account, ClientAddress client) {
    attempts.succeeded(AccountKey.of(account.id()), client);
    return new Changed(sessions.begin(account.user(), account.generation()));
  }

  /**
   * Updates the user's own account. A change of the email requires the password, so that a stolen
   * token does not suffice to take the account over. Responses that reveal a taken name are limited
   * as for registrations.
   */
  public UpdateUserOutcome update(
      User user, UserUpdate update, Optional<Password> shown, ClientAddress client) {
    if (!update.email().folded().equals(user.email().folded())) {
      Optional<UpdateUserOutcome> rejection = checkEmailChange(user, shown, client);
      if (rejection.isPresent()) {
        return rejection.get();
      }
    }
    if (choosesName(user, update)) {
      Optional<Duration> wait = attempts.waitForNames(client);
      if (wait.isPresent()) {
        return new UpdateUserOutcome.Limited(wait.get());
      }
    }
    UpdateUserOutcome outcome = users.update(user.id(), update);
    if (outcome instanceof UpdateUserOutcome.EmailTaken
        || outcome instanceof UpdateUserOutcome.UsernameTaken) {
      attempts.nameTaken(client);
    }
    return outcome;
  }

  private static boolean choosesName(User user, UserUpdate update) {
    return !update.username().equals(user.username()) || !update.email().equals(user.email());
  }

  private Optional<UpdateUserOutcome> checkEmailChange(
      User user, Optional<Password> shown, ClientAddress client) {
    if (shown.isEmpty()) {
      return Optional.of(new UpdateUserOutcome.PasswordRequired());
    }
    Optional<Duration> wait = attempts.spend(List.of(AccountKey.of(user.id())), client);
    if (wait.isPresent()) {
      return Optional.of(new UpdateUserOutcome.Limited(wait.get()));
    }
    return account(user, shown.get(), client).isPresent()
        ? Optional.empty()
        : Optional.of(new UpdateUserOutcome.WrongPassword());
  }

  /** Removes the user's own account if the password is correct. */
  public RemoveAccountOutcome remove(User user, Password shown, ClientAddress client) {
    return attempts
        .spend(List.of(AccountKey.of(user.id())), client)
        .<RemoveAccountOutcome>map(RemoveAccountOutcome.Limited::new)
        .orElseGet(
            () ->
                account(user, shown, client)
                    .<RemoveAccountOutcome>map(
                        account -> new RemoveAccountOutcome.Done(users.remove(account.id())))
                    .orElseGet(RemoveAccountOutcome.WrongPassword::new));
  }

  /** The user's account if the password is correct. */
  private Optional<Account> account(User user, Password password, ClientAddress client) {
    return users
        .account(user.id())
        .filter(account -> hashing.matches(password, account.passwordHash(), client));
  }
}
