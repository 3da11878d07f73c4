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

/**
 * The use cases of whoever has an account: register, log in and out, change the password or the
 * email, and tell who is calling. As safe for many threads as the ports beneath; throws what they
 * throw.
 */
public final class AccountService {

  private final Users users;
  private final PasswordHashing hashing;
  private final Tokens tokens;
  private final AttemptLimiter attempts;
  private final Clock clock;

  public AccountService(
      Users users, PasswordHashing hashing, Tokens tokens, AttemptLimiter attempts, Clock clock) {
    this.users = Objects.requireNonNull(users, "users");
    this.hashing = Objects.requireNonNull(hashing, "hashing");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.attempts = Objects.requireNonNull(attempts, "attempts");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Makes a user and a token of theirs; nothing changes where the email or the username is taken.
   */
  public RegistrationOutcome register(SignUp signUp, ClientAddress client) {
    return attempts
        .refusalOfNames(client)
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
    return new Registered(user, tokens.issue(user.id(), added.generation()));
  }

  private RegistrationOutcome alreadyExists(ClientAddress client) {
    attempts.nameTaken(client);
    return new AlreadyExists();
  }

  /**
   * Makes a token for the user of that name and password. Attempts are counted for the user,
   * whichever name leads there. A user who does not exist, or whose hash is not supported, costs a
   * hash too, so that time does not tell whether they do. A hash with outdated parameters is
   * replaced.
   */
  public LoginOutcome logIn(LoginIdentifier name, Password password, ClientAddress client) {
    Optional<Duration> wait = attempts.refusal(client);
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
    boolean matches = hashing.matches(password, hash.orElseGet(hashing::nobodys), client);
    if (account.isEmpty()) {
      return new LoginOutcome.Refused(Reason.UNKNOWN_ACCOUNT, Optional.empty());
    }
    if (hash.isEmpty()) {
      return refused(Reason.UNSUPPORTED_HASH, account.get());
    }
    if (!matches) {
      return refused(Reason.WRONG_PASSWORD, account.get());
    }
    return account.get().user().active()
        ? logIn(account.get(), password, client)
        : refused(Reason.INACTIVE_USER, account.get());
  }

  private static LoginOutcome refused(Reason reason, Account account) {
    return new LoginOutcome.Refused(reason, Optional.of(account.id()));
  }

  private LoginOutcome logIn(Account account, Password password, ClientAddress client) {
    attempts.succeeded(AccountKey.of(account.user().id()), client);
    if (hashing.isOutdated(account.passwordHash())) {
      rehash(account, password, client);
    }
    return new LoginOutcome.LoggedIn(tokens.issue(account.user().id(), account.generation()));
  }

  private void rehash(Account account, Password password, ClientAddress client) {
    try {
      users.rehash(account.user().id(), account.passwordHash(), hashing.hash(password, client));
    } catch (HashingBusyException busy) {
      // The next login is soon enough: this one is good already.
    }
  }

  /** Finds the user who shows the token, as the user is now. */
  public CallerIdentity identify(String token) {
    return switch (tokens.read(token)) {
      case TokenParseResult.Genuine genuine -> holder(genuine.claims());
      case TokenParseResult.Invalid invalid -> CallerIdentity.Refused.of(invalid.fault());
    };
  }

  private CallerIdentity holder(TokenClaims token) {
    return users
        .holder(token)
        .map(holder -> caller(holder, token))
        .orElseGet(() -> CallerIdentity.Refused.of(TokenFault.UNKNOWN_ACCOUNT, token.user()));
  }

  private static CallerIdentity caller(TokenHolder holder, TokenClaims token) {
    if (!holder.user().active()) {
      return CallerIdentity.Refused.of(TokenFault.INACTIVE, token.user());
    }
    return holder.revoked()
        ? CallerIdentity.Refused.of(TokenFault.REVOKED, token.user())
        : new CallerIdentity.Known(holder.user(), token);
  }

  /** Refuses the token from now on. */
  public void logOut(TokenClaims token) {
    users.revoke(token, clock.instant());
  }

  /**
   * Changes the password of a user who knows it, and refuses every token of theirs from before.
   *
   * @throws IllegalArgumentException where the new password may not be chosen
   */
  public PasswordChange changePassword(
      User user, Password from, Password to, ClientAddress client) {
    if (to.flaw(user.username(), user.email()).isPresent()) {
      throw new IllegalArgumentException("a password that may not be chosen");
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
    UserId id = account.user().id();
    attempts.succeeded(AccountKey.of(id), client);
    return new Changed(tokens.issue(id, account.generation()));
  }

  /**
   * Changes what users may change of themselves. Another email takes their password, so that a
   * token alone does not take an account over; what is taken is told as seldom as when registering.
   */
  public UpdateUserOutcome update(
      User user, UserUpdate update, Optional<Password> shown, ClientAddress client) {
    if (!update.email().folded().equals(user.email().folded())) {
      Optional<UpdateUserOutcome> refused = refuseEmail(user, shown, client);
      if (refused.isPresent()) {
        return refused.get();
      }
    }
    Optional<Duration> wait = attempts.refusalOfNames(client);
    if (wait.isPresent()) {
      return new UpdateUserOutcome.Limited(wait.get());
    }
    UpdateUserOutcome updating = users.update(user.id(), update);
    if (updating instanceof UpdateUserOutcome.EmailTaken
        || updating instanceof UpdateUserOutcome.UsernameTaken) {
      attempts.nameTaken(client);
    }
    return updating;
  }

  private Optional<UpdateUserOutcome> refuseEmail(
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

  /** The user's account, provided that the password is theirs. */
  private Optional<Account> account(User user, Password password, ClientAddress client) {
    return users
        .account(user.id())
        .filter(account -> hashing.matches(password, account.passwordHash(), client));
  }
}
