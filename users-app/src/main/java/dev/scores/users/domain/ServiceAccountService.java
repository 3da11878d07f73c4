package dev.scores.users.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.scores.users.domain.ClientTokenOutcome.InvalidScope;
import dev.scores.users.domain.ClientTokenOutcome.Issued;
import dev.scores.users.domain.ClientTokenOutcome.Limited;
import dev.scores.users.domain.ClientTokenOutcome.Rejected;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Use cases of service accounts: admins create, list and revoke them and replace their secrets;
 * programs get tokens. Thread-safe if the ports are; throws their exceptions.
 */
public final class ServiceAccountService {

  private final ServiceAccounts accounts;
  private final Tokens tokens;
  private final AttemptLimiter attempts;
  private final Clock clock;

  public ServiceAccountService(
      ServiceAccounts accounts, Tokens tokens, AttemptLimiter attempts, Clock clock) {
    this.accounts = Objects.requireNonNull(accounts, "accounts");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.attempts = Objects.requireNonNull(attempts, "attempts");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * @param scopes at least one
   */
  public IssuedSecret create(ServiceAccountName name, Set<TokenScope> scopes) {
    ServiceAccount account =
        new ServiceAccount(
            ClientId.random(), name, scopes, now(), Optional.empty(), Optional.empty());
    ClientSecret secret = ClientSecret.random();
    accounts.add(account, secret.digest());
    return new IssuedSecret(account, secret);
  }

  /** All accounts, newest first. */
  public List<ServiceAccount> list() {
    return accounts.all();
  }

  /**
   * Replaces the secret. Tokens that the old one obtained stay valid until they expire.
   *
   * @return empty if the id is unknown
   */
  public Optional<IssuedSecret> rotate(ClientId id) {
    ClientSecret secret = ClientSecret.random();
    return accounts
        .replaceSecret(id, secret.digest(), now())
        .map(account -> new IssuedSecret(account, secret));
  }

  /** Removes the account, whose tokens are invalid from now on; false if the id is unknown. */
  public boolean revoke(ClientId id) {
    return accounts.remove(id);
  }

  /**
   * Issues a token. Attempts are counted per client id and address, like logins.
   *
   * @param scope the names of the requested scopes, separated by spaces; empty for all scopes of
   *     the account
   */
  public ClientTokenOutcome token(
      ClientCredentials credentials, Optional<String> scope, ClientAddress client) {
    AccountKey key = AccountKey.ofClient(credentials.id());
    Optional<Duration> wait = attempts.spend(List.of(key), client);
    if (wait.isPresent()) {
      return new Limited(wait.get());
    }
    Optional<SecretCheck> check =
        ClientId.of(credentials.id())
            .flatMap(id -> accounts.check(id, credentials.secret().digest(), now()));
    if (check.filter(SecretCheck::matches).isEmpty()) {
      return new Rejected(check.map(found -> found.account().id()));
    }
    attempts.succeeded(key, client);
    return token(check.get().account(), scope);
  }

  private ClientTokenOutcome token(ServiceAccount account, Optional<String> scope) {
    return scope
        .map(TokenScope::parse)
        .orElseGet(() -> Optional.of(account.scopes()))
        .filter(account.scopes()::containsAll)
        .<ClientTokenOutcome>map(scopes -> new Issued(tokens.issue(account.id(), scopes), scopes))
        .orElseGet(InvalidScope::new);
  }

  private Instant now() {
    return clock.instant().truncatedTo(MICROS);
  }
}
