package dev.scores.users.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.scores.users.domain.Addition.Added;
import dev.scores.users.domain.Addition.EmailTaken;
import dev.scores.users.domain.Addition.UsernameTaken;
import dev.scores.users.domain.PasswordChange.Changed;
import dev.scores.users.domain.PasswordChange.WrongPassword;
import dev.scores.users.domain.Registration.AlreadyExists;
import dev.scores.users.domain.Registration.Registered;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * The use cases of whoever has an account: register, log in and out, change the password, and tell
 * who is calling. As safe for many threads as the ports beneath; throws what they throw.
 */
public final class AccountKeeping {

  private final Users users;
  private final PasswordHashing hashing;
  private final Tokens tokens;
  private final Clock clock;

  public AccountKeeping(Users users, PasswordHashing hashing, Tokens tokens, Clock clock) {
    this.users = Objects.requireNonNull(users, "users");
    this.hashing = Objects.requireNonNull(hashing, "hashing");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Makes a user and a token of theirs; nothing changes where the email or the username is taken.
   */
  public Registration register(SignUp signUp, ClientAddress client) {
    NewUser user =
        new NewUser(
            signUp.username(),
            signUp.email(),
            Optional.of(hashing.hash(signUp.password(), client)));
    return switch (users.add(user, clock.instant().truncatedTo(MICROS))) {
      case Added added ->
          new Registered(
              added.user(), tokens.issue(added.user().id(), TokenClaims.FIRST_GENERATION));
      case EmailTaken taken -> new AlreadyExists();
      case UsernameTaken taken -> new AlreadyExists();
    };
  }

  /**
   * Makes a token for the user of that name and password. A user who does not exist costs a hash
   * too, so that time does not tell whether they do. A hash with outdated parameters is replaced.
   */
  public Login logIn(AccountName name, Password password, ClientAddress client) {
    Optional<Account> account = users.find(name);
    PasswordHash hash = account.map(Account::passwordHash).orElseGet(hashing::nobodys);
    boolean matches = hashing.matches(password, hash, client);
    return account
        .filter(found -> matches && found.user().active())
        .<Login>map(found -> logIn(found, password, client))
        .orElseGet(Login.Refused::new);
  }

  private Login logIn(Account account, Password password, ClientAddress client) {
    if (hashing.isOutdated(account.passwordHash())) {
      rehash(account, password, client);
    }
    return new Login.LoggedIn(tokens.issue(account.user().id(), account.generation()));
  }

  private void rehash(Account account, Password password, ClientAddress client) {
    try {
      users.rehash(account.user().id(), account.passwordHash(), hashing.hash(password, client));
    } catch (HashingBusy busy) {
      // The next login is soon enough: this one is good already.
    }
  }

  /** Tells whose token that is, as they are now. */
  public Caller identify(String token) {
    return switch (tokens.read(token)) {
      case TokenReading.Genuine genuine ->
          users
              .holder(genuine.claims())
              .filter(holder -> holder.user().active())
              .map(holder -> caller(holder, genuine.claims()))
              .orElseGet(Caller.Unwelcome::new);
      case TokenReading.Expired expired -> new Caller.Expired();
      case TokenReading.Forged forged -> new Caller.Unknown();
    };
  }

  private static Caller caller(TokenHolder holder, TokenClaims token) {
    return holder.revoked() ? new Caller.Unknown() : new Caller.Known(holder.user(), token);
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
    if (!to.isAllowed()) {
      throw new IllegalArgumentException("a password that may not be chosen");
    }
    return users
        .find(new AccountName.ByUsername(user.username()))
        .filter(account -> account.user().id().equals(user.id()))
        .filter(account -> hashing.matches(from, account.passwordHash(), client))
        .flatMap(
            account ->
                users.changePassword(user.id(), account.passwordHash(), hashing.hash(to, client)))
        .<PasswordChange>map(account -> new Changed(tokens.issue(user.id(), account.generation())))
        .orElseGet(WrongPassword::new);
  }
}
