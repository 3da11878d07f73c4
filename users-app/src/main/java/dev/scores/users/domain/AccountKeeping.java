package dev.scores.users.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.scores.users.domain.Addition.Added;
import dev.scores.users.domain.Addition.EmailTaken;
import dev.scores.users.domain.Addition.UsernameTaken;
import dev.scores.users.domain.Registration.AlreadyExists;
import dev.scores.users.domain.Registration.Registered;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * The use cases: register, log in, and tell who is calling. As safe for many threads as the ports
 * beneath; throws what they throw.
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
  public Registration register(SignUp signUp) {
    NewUser user = new NewUser(signUp.username(), signUp.email(), hashing.hash(signUp.password()));
    return switch (users.add(user, clock.instant().truncatedTo(MICROS))) {
      case Added added -> new Registered(added.user(), tokens.issue(added.user().id()));
      case EmailTaken taken -> new AlreadyExists();
      case UsernameTaken taken -> new AlreadyExists();
    };
  }

  /**
   * Makes a token for the user of that name and password. A user who does not exist costs a hash
   * too, so that time does not tell whether they do.
   */
  public Login logIn(AccountName name, Password password) {
    Optional<Account> account = users.find(name);
    PasswordHash hash = account.map(Account::passwordHash).orElseGet(hashing::nobodys);
    boolean matches = hashing.matches(password, hash);
    return account
        .map(Account::user)
        .filter(user -> matches && user.active())
        .<Login>map(user -> new Login.LoggedIn(tokens.issue(user.id())))
        .orElseGet(Login.Refused::new);
  }

  /** Tells whose token that is, as they are now. */
  public Caller identify(String token) {
    return switch (tokens.read(token)) {
      case TokenReading.Genuine genuine ->
          users
              .find(genuine.user())
              .filter(User::active)
              .<Caller>map(Caller.Known::new)
              .orElseGet(Caller.Unwelcome::new);
      case TokenReading.Expired expired -> new Caller.Expired();
      case TokenReading.Forged forged -> new Caller.Unknown();
    };
  }
}
