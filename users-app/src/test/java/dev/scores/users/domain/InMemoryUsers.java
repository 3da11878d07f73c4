package dev.scores.users.domain;

import dev.scores.users.domain.Addition.Added;
import dev.scores.users.domain.Addition.EmailTaken;
import dev.scores.users.domain.Addition.UsernameTaken;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Users in memory: obeys the same contract as the database. */
public final class InMemoryUsers implements Users {

  private final TreeMap<Integer, Account> accounts = new TreeMap<>();

  @Override
  public synchronized Addition add(NewUser user, Instant at) {
    if (find(new AccountName.ByEmail(user.email())).isPresent()) {
      return new EmailTaken();
    }
    if (find(new AccountName.ByUsername(user.username())).isPresent()) {
      return new UsernameTaken();
    }
    UserId id = new UserId(accounts.isEmpty() ? 1 : accounts.lastKey() + 1);
    User added = new User(id, user.username(), user.email(), true, false, at);
    accounts.put(id.value(), new Account(added, user.passwordHash()));
    return new Added(added);
  }

  @Override
  public synchronized Optional<User> find(UserId id) {
    return Optional.ofNullable(accounts.get(id.value())).map(Account::user);
  }

  @Override
  public synchronized Optional<Account> find(AccountName name) {
    return switch (name) {
      case AccountName.ByUsername by -> first(isCalled(by.username()));
      case AccountName.ByEmail by -> first(isAt(by.email()));
      case AccountName.ByBoth by -> first(isCalled(by.username()).and(isAt(by.email())));
    };
  }

  synchronized void deactivate(UserId id) {
    accounts.computeIfPresent(
        id.value(),
        (key, account) -> {
          User user = account.user();
          return new Account(
              new User(id, user.username(), user.email(), false, user.admin(), user.createdAt()),
              account.passwordHash());
        });
  }

  synchronized void remove(UserId id) {
    accounts.remove(id.value());
  }

  private Optional<Account> first(Predicate<User> isIt) {
    return accounts.values().stream().filter(account -> isIt.test(account.user())).findFirst();
  }

  private static Predicate<User> isCalled(Username username) {
    return user -> user.username().equals(username);
  }

  private static Predicate<User> isAt(EmailAddress email) {
    return user -> folded(user.email()).equals(folded(email));
  }

  private static String folded(EmailAddress email) {
    return email.value().toLowerCase(Locale.ROOT);
  }
}
