package dev.scores.users.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Use cases of user administration; {@link UserAccess} has the permissions. Thread-safe if the
 * ports are; throws their exceptions.
 */
public final class UserService {

  /** Maximum number of users in a page. */
  public static final int MAX_PAGE = 1000;

  private final Users users;
  private final Sessions sessions;
  private final PasswordHashing hashing;
  private final Clock clock;

  public UserService(Users users, Sessions sessions, PasswordHashing hashing, Clock clock) {
    this.users = Objects.requireNonNull(users, "users");
    this.sessions = Objects.requireNonNull(sessions, "sessions");
    this.hashing = Objects.requireNonNull(hashing, "hashing");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * The users after the cursor, newest first.
   *
   * @throws IllegalArgumentException if the limit is not 1 … {@value #MAX_PAGE}
   */
  public UserPage list(UserCursor cursor, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " users, not " + limit);
    }
    // One more row than requested shows whether there is a next page.
    List<User> found = users.page(cursor, limit + 1);
    if (found.size() <= limit) {
      return new UserPage(found, Optional.empty());
    }
    List<User> page = found.subList(0, limit);
    return new UserPage(page, Optional.of(UserCursor.after(page.getLast())));
  }

  public Optional<User> get(AccountId id) {
    return users.find(id);
  }

  /** Everything that is kept about the user. */
  public Optional<AccountExport> export(AccountId id) {
    Instant now = clock.instant().truncatedTo(MICROS);
    return users
        .find(id)
        .map(
            user ->
                new AccountExport(user, users.account(id).isPresent(), sessions.of(id, now), now));
  }

  /** Adds a user. Changes nothing if the email or, checked second, the username is taken. */
  public AddUserOutcome add(UserDraft draft, ClientAddress client) {
    NewUser user =
        new NewUser(
            draft.username(),
            draft.email(),
            draft.password().map(password -> hashing.hash(password, client)));
    return users.add(user, clock.instant().truncatedTo(MICROS));
  }

  public UpdateUserOutcome update(AccountId id, UserUpdate update) {
    return users.update(id, update);
  }

  /** Removes the user, unless they are the last active admin. */
  public RemoveUserOutcome remove(AccountId id) {
    return users.remove(id);
  }

  /**
   * Makes the user with this email an admin with this password; adds the user if there is none. For
   * operators, who need no permission. Revokes the user's earlier tokens; an existing user keeps
   * the name.
   */
  public AppointAdminOutcome appoint(SignUp admin) {
    return users.appoint(
        admin.username(),
        admin.email(),
        hashing.hash(admin.password(), ClientAddress.loopback()),
        clock.instant().truncatedTo(MICROS));
  }

  /** Like {@link #appoint}, but leaves a user who is an admin already unchanged. */
  public AppointAdminOutcome appointFirst(SignUp admin) {
    return users
        .find(new LoginIdentifier.ByEmail(admin.email()))
        .map(Account::user)
        .filter(User::admin)
        .<AppointAdminOutcome>map(AppointAdminOutcome.WasAdmin::new)
        .orElseGet(() -> appoint(admin));
  }
}
