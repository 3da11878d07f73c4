package dev.scores.users.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Service accounts in memory. Thread-safe. */
final class InMemoryServiceAccounts implements ServiceAccounts {

  private record Row(ServiceAccount account, SecretDigest secret) {}

  private final Map<ClientId, Row> rows = new HashMap<>();

  @Override
  public synchronized void add(ServiceAccount account, SecretDigest secret) {
    rows.put(account.id(), new Row(account, secret));
  }

  @Override
  public synchronized List<ServiceAccount> all() {
    return rows.values().stream()
        .map(Row::account)
        .sorted(
            Comparator.comparing(ServiceAccount::createdAt)
                .reversed()
                .thenComparing(account -> account.id().value()))
        .toList();
  }

  @Override
  public synchronized Optional<ServiceAccount> find(ClientId id) {
    return Optional.ofNullable(rows.get(id)).map(Row::account);
  }

  @Override
  public synchronized Optional<ServiceAccount> replaceSecret(
      ClientId id, SecretDigest secret, Instant at) {
    return find(id)
        .map(
            was -> {
              ServiceAccount account =
                  new ServiceAccount(
                      id,
                      was.name(),
                      was.scopes(),
                      was.createdAt(),
                      Optional.of(at),
                      was.lastUsedAt());
              rows.put(id, new Row(account, secret));
              return account;
            });
  }

  @Override
  public synchronized boolean remove(ClientId id) {
    return rows.remove(id) != null;
  }

  @Override
  public synchronized Optional<SecretCheck> check(ClientId id, SecretDigest secret, Instant at) {
    Row row = rows.get(id);
    if (row == null) {
      return Optional.empty();
    }
    ServiceAccount was = row.account();
    boolean matches = row.secret().equals(secret);
    if (matches) {
      ServiceAccount used =
          new ServiceAccount(
              id, was.name(), was.scopes(), was.createdAt(), was.rotatedAt(), Optional.of(at));
      rows.put(id, new Row(used, secret));
    }
    return Optional.of(new SecretCheck(was, matches));
  }
}
