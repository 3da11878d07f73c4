package dev.scores.users.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The use cases of whoever looks after users. Who may, {@link UserAccess} says. As safe for many
 * threads as the ports beneath; throws what they throw.
 */
public final class UserService {

  /** How many users a page has at most. */
  public static final int MAX_PAGE = 1000;

  private final Users users;
  private final PasswordHashing hashing;
  private final Clock clock;

  public UserService(Users users, PasswordHashing hashing, Clock clock) {
    this.users = Objects.requireNonNull(users, "users");
    this.hashing = Objects.requireNonNull(hashing, "hashing");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * The users behind the cursor, newest first.
   *
   * @throws IllegalArgumentException where the limit is not 1 … {@value #MAX_PAGE}
   */
  public UserPage list(UserCursor cursor, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " users, not " + limit);
    }
    // One more than asked for tells whether the list goes on.
    List<User> found = users.page(cursor, limit + 1);
    if (found.size() <= limit) {
      return new UserPage(found, Optional.empty());
    }
    List<User> page = found.subList(0, limit);
    return new UserPage(page, Optional.of(UserCursor.behind(page.getLast())));
  }

  public Optional<User> get(UserId id) {
    return users.find(id);
  }

  /** Makes a user; nothing changes where the email or, judged second, the username is taken. */
  public AddUserOutcome add(UserDraft draft, ClientAddress client) {
    NewUser user =
        new NewUser(
            draft.username(),
            draft.email(),
            draft.password().map(password -> hashing.hash(password, client)));
    return users.add(user, clock.instant().truncatedTo(MICROS));
  }

  public UpdateUserOutcome update(UserId id, UserUpdate update) {
    return users.update(id, update);
  }

  /** Removes the user, unless they are the last active admin. */
  public RemoveUserOutcome remove(UserId id) {
    return users.remove(id);
  }

  /**
   * Makes the user of that email an admin with that password, or makes such a user: for operators,
   * who need no admin's permission. Refuses every token of theirs from before; where the user is
   * there already their name stays.
   */
  public AppointAdminOutcome appoint(SignUp admin) {
    return users.appoint(
        admin.username(),
        admin.email(),
        hashing.hash(admin.password(), ClientAddress.loopback()),
        clock.instant().truncatedTo(MICROS));
  }

  /** The same for a user who is not an admin yet; one who is keeps their password. */
  public AppointAdminOutcome appointFirst(SignUp admin) {
    return users
        .find(new LoginIdentifier.ByEmail(admin.email()))
        .map(Account::user)
        .filter(User::admin)
        .<AppointAdminOutcome>map(AppointAdminOutcome.WasAdmin::new)
        .orElseGet(() -> appoint(admin));
  }
}
