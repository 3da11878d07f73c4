package dev.scores.users.domain;

import dev.scores.users.domain.AddUserOutcome.Added;
import dev.scores.users.domain.AddUserOutcome.EmailTaken;
import dev.scores.users.domain.AddUserOutcome.UsernameTaken;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** Users in memory: obeys the same contract as the database. */
public final class InMemoryUsers implements Users, Removals {

  private static final Comparator<User> NEWEST_FIRST =
      Comparator.comparing(User::createdAt).thenComparingInt(user -> user.id().value()).reversed();

  private record Row(User user, Optional<PasswordHash> hash, int generation) {

    Optional<Account> account() {
      return hash.map(value -> new Account(user, value, generation));
    }
  }

  private final TreeMap<Integer, Row> rows = new TreeMap<>();
  private final List<RemovedUser> removals = new ArrayList<>();
  private final Set<UUID> revoked = new HashSet<>();
  private int lastId;
  private Optional<InMemorySessions> sessions = Optional.empty();

  /**
   * Ends sessions there with a logout, and checks there whether the session of a token has ended.
   */
  synchronized void keepSessionsIn(InMemorySessions store) {
    sessions = Optional.of(store);
  }

  /** The current generation of the user's tokens. */
  synchronized Optional<Integer> generation(AccountId id) {
    return Optional.ofNullable(rows.get(id.value())).map(Row::generation);
  }

  synchronized void setPassword(AccountId id, PasswordHash hash) {
    rows.computeIfPresent(
        id.value(), (key, row) -> new Row(row.user(), Optional.of(hash), row.generation() + 1));
  }

  synchronized User setConfirmed(AccountId id) {
    Row row = Optional.ofNullable(rows.get(id.value())).orElseThrow();
    User user = confirmed(row.user(), true);
    rows.put(id.value(), new Row(user, row.hash(), row.generation()));
    return user;
  }

  private static User confirmed(User user, boolean emailConfirmed) {
    return new User(
        user.id(),
        user.username(),
        user.email(),
        user.active(),
        user.admin(),
        user.teacher(),
        user.createdAt(),
        emailConfirmed);
  }

  synchronized void beginGeneration(AccountId id) {
    rows.computeIfPresent(
        id.value(), (key, row) -> new Row(row.user(), row.hash(), row.generation() + 1));
  }

  @Override
  public synchronized AddUserOutcome add(NewUser user, Instant at) {
    if (first(isAt(user.email())).isPresent()) {
      return new EmailTaken();
    }
    if (first(looksLike(user.username())).isPresent()) {
      return new UsernameTaken();
    }
    Row row = put(user.username(), user.email(), user.passwordHash(), false, at);
    return new Added(row.user(), row.generation());
  }

  private Row put(
      Username username,
      EmailAddress email,
      Optional<PasswordHash> hash,
      boolean admin,
      Instant at) {
    lastId++;
    int generation = ThreadLocalRandom.current().nextInt(1, 1 << 30);
    Row row =
        new Row(
            new User(new AccountId(lastId), username, email, true, admin, false, at),
            hash,
            generation);
    rows.put(lastId, row);
    return row;
  }

  @Override
  public synchronized UpdateUserOutcome update(AccountId id, UserUpdate update) {
    Row row = rows.get(id.value());
    if (row == null) {
      return new UpdateUserOutcome.NoSuchUser();
    }
    Predicate<User> isAnother = user -> !user.id().equals(id);
    if (first(isAt(update.email()).and(isAnother)).isPresent()) {
      return new UpdateUserOutcome.EmailTaken();
    }
    if (first(looksLike(update.username()).and(isAnother)).isPresent()) {
      return new UpdateUserOutcome.UsernameTaken();
    }
    boolean staysAdmin = update.active().orElse(true) && update.admin().orElse(true);
    if (!staysAdmin && isLastAdmin(row.user())) {
      return new UpdateUserOutcome.LastAdmin();
    }
    User user =
        new User(
            id,
            update.username(),
            update.email(),
            update.active().orElse(row.user().active()),
            update.admin().orElse(row.user().admin()),
            update.teacher().orElse(row.user().teacher()),
            row.user().createdAt());
    boolean sameEmail = user.email().folded().equals(row.user().email().folded());
    User updated = confirmed(user, row.user().emailConfirmed() && sameEmail);
    int generation = row.generation() + (row.user().active() && !user.active() ? 1 : 0);
    rows.put(id.value(), new Row(updated, row.hash(), generation));
    return new UpdateUserOutcome.Updated(updated, row.user());
  }

  @Override
  public synchronized RemoveUserOutcome remove(AccountId id) {
    Row row = rows.get(id.value());
    if (row == null) {
      return new RemoveUserOutcome.NoSuchUser();
    }
    if (isLastAdmin(row.user())) {
      return new RemoveUserOutcome.LastAdmin();
    }
    rows.remove(id.value());
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    removals.add(new RemovedUser(removals.size() + 1, id, now));
    return new RemoveUserOutcome.Removed(row.user());
  }

  @Override
  public synchronized Found after(Optional<RemovedUser> last, int limit) {
    int position = last.map(removals::indexOf).orElse(-1) + 1;
    return last.isPresent() && position == 0
        ? new Found.UnknownRemoval()
        : new Found.Page(removals.stream().skip(position).limit(limit).toList());
  }

  private boolean isLastAdmin(User user) {
    Predicate<User> isAdmin = one -> one.admin() && one.active();
    return isAdmin.test(user) && first(isAdmin.and(one -> !one.id().equals(user.id()))).isEmpty();
  }

  @Override
  public synchronized AppointAdminOutcome appoint(
      Username username, EmailAddress email, PasswordHash passwordHash, Instant at) {
    Optional<Row> there = first(isAt(email));
    if (there.isEmpty() && first(looksLike(username)).isPresent()) {
      return new AppointAdminOutcome.UsernameTaken();
    }
    Row row = there.orElseGet(() -> put(username, email, Optional.of(passwordHash), true, at));
    User was = row.user();
    User user =
        new User(was.id(), was.username(), was.email(), true, true, was.teacher(), was.createdAt());
    int generation = row.generation() + (there.isPresent() ? 1 : 0);
    rows.put(user.id().value(), new Row(user, Optional.of(passwordHash), generation));
    return new AppointAdminOutcome.Appointed(user);
  }

  @Override
  public synchronized Optional<User> find(AccountId id) {
    return Optional.ofNullable(rows.get(id.value())).map(Row::user);
  }

  @Override
  public synchronized Optional<Account> find(LoginIdentifier name) {
    Predicate<User> isIt =
        switch (name) {
          case LoginIdentifier.ByUsername by -> isCalled(by.username());
          case LoginIdentifier.ByEmail by -> isAt(by.email());
          case LoginIdentifier.ByBoth by -> isCalled(by.username()).and(isAt(by.email()));
        };
    return first(isIt).flatMap(Row::account);
  }

  @Override
  public synchronized Optional<Account> account(AccountId id) {
    return Optional.ofNullable(rows.get(id.value())).flatMap(Row::account);
  }

  @Override
  public synchronized List<User> page(UserCursor cursor, int limit) {
    return rows.values().stream()
        .map(Row::user)
        .filter(user -> isBehind(cursor, user))
        .sorted(NEWEST_FIRST)
        .limit(limit)
        .toList();
  }

  private static boolean isBehind(UserCursor cursor, User user) {
    int byTime = user.createdAt().compareTo(cursor.createdAt());
    return byTime < 0 || (byTime == 0 && user.id().value() < cursor.id());
  }

  @Override
  public synchronized Optional<TokenHolder> holder(TokenClaims token) {
    return Optional.ofNullable(rows.get(token.user().value()))
        .map(
            row ->
                new TokenHolder(
                    row.user(),
                    revoked.contains(token.id())
                        || row.generation() != token.generation()
                        || token.session().filter(id -> !isThere(id, token.user())).isPresent()));
  }

  private boolean isThere(UUID session, AccountId user) {
    return sessions.filter(store -> store.isThere(session, user)).isPresent();
  }

  @Override
  public synchronized void revoke(TokenClaims token, Instant now) {
    revoked.add(token.id());
    token.session().ifPresent(id -> sessions.ifPresent(store -> store.remove(id)));
  }

  @Override
  public synchronized Optional<Account> changePassword(
      AccountId id, PasswordHash from, PasswordHash to) {
    return replace(id, from, to, 1).flatMap(Row::account);
  }

  @Override
  public synchronized void rehash(AccountId id, PasswordHash from, PasswordHash to) {
    replace(id, from, to, 0);
  }

  private Optional<Row> replace(AccountId id, PasswordHash from, PasswordHash to, int generations) {
    Optional<Row> changed =
        Optional.ofNullable(rows.get(id.value()))
            .filter(row -> row.hash().equals(Optional.of(from)))
            .map(row -> new Row(row.user(), Optional.of(to), row.generation() + generations));
    changed.ifPresent(row -> rows.put(id.value(), row));
    return changed;
  }

  private Optional<Row> first(Predicate<User> isIt) {
    return rows.values().stream().filter(row -> isIt.test(row.user())).findFirst();
  }

  private Predicate<User> isCalled(Username username) {
    Predicate<User> exactly = user -> user.username().equals(username);
    return first(exactly).isPresent()
        ? exactly
        : user -> user.username().equals(username.prepared());
  }

  private static Predicate<User> looksLike(Username username) {
    return user -> user.username().folded().equals(username.folded());
  }

  private static Predicate<User> isAt(EmailAddress email) {
    return user -> user.email().folded().equals(email.folded());
  }
}
