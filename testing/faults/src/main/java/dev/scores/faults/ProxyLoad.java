package dev.scores.faults;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Clients of both services that know only the proxy in front of them. */
final class ProxyLoad {

  private static final int WRITERS = 8;
  private static final String LOGIN = "/accounts/auth/login";
  private static final String TOKEN_CHECK = "/accounts/auth/status";

  /** So that the accounts, in turn, stay below the limit. */
  private static final Duration BETWEEN_LOGINS = Duration.ofSeconds(1);

  private static final Duration BETWEEN_TOKEN_CHECKS = Duration.ofMillis(10);
  private static final Duration TIME_TO_COMPARE = Duration.ofSeconds(60);

  private final URI proxy;
  private final UsersDeployment accounts;
  private final ResourceScope scope;
  private final ExchangeLog exchangeLog = new ExchangeLog();
  private final WriteLog writeLog = new WriteLog();
  private final ReportReader reports;

  /**
   * @param scope closes the connections
   */
  ProxyLoad(URI proxy, UsersDeployment accounts, ResourceScope scope) {
    this.proxy = proxy;
    this.accounts = accounts;
    this.scope = scope;
    Optional<String> token = Optional.of(accounts.account(0).token());
    // Two reads in a row often have the same position.
    this.reports = new ReportReader(List.of(client(token), client(token)));
  }

  List<Load.Step> steps() {
    List<Load.Step> steps =
        new ArrayList<>(accounts.writers(0, WRITERS, proxy, exchangeLog, writeLog, scope));
    steps.add(new PublicReader(client()));
    steps.add(reports);
    steps.add(tokenChecks());
    steps.add(logins());
    return steps;
  }

  private Load.Step tokenChecks() {
    Client client = client(Optional.of(accounts.account(0).token()));
    return () -> {
      client.get(TOKEN_CHECK);
      Thread.sleep(BETWEEN_TOKEN_CHECKS);
    };
  }

  private Load.Step logins() {
    Client client = client();
    var next = new AtomicInteger();
    return () -> {
      client.send("POST", LOGIN, accounts.account(next.getAndIncrement()).credentials());
      Thread.sleep(BETWEEN_LOGINS);
    };
  }

  /** An anonymous client of the proxy, whose requests count as the others do. */
  Client client() {
    return client(Optional.empty());
  }

  private Client client(Optional<String> token) {
    return scope.add(new Client(proxy, token, exchangeLog));
  }

  /** Waits until the clients have had some more successful responses. */
  void awaitProgress() throws InterruptedException {
    exchangeLog.awaitMore(20 * WRITERS);
  }

  /** Waits until a report was read twice, while the load runs. */
  void awaitComparison() throws InterruptedException {
    Await.until("two reports with the same as_of", TIME_TO_COMPARE, () -> reports.compared() > 0);
  }

  ExchangeLog exchangeLog() {
    return exchangeLog;
  }

  WriteLog writeLog() {
    return writeLog;
  }

  ReportReader reports() {
    return reports;
  }

  /** How many requests there were. */
  String counts() {
    Predicate<TimedExchange> isGet = it -> it.method().equals("GET");
    Predicate<TimedExchange> isLogin = it -> it.path().equals(LOGIN);
    Predicate<TimedExchange> isTokenCheck = it -> it.path().equals(TOKEN_CHECK);
    return "%d writes, %d reads, %d logins, %d token checks, %d reports equal to others of their `as_of`"
        .formatted(
            exchangeLog.count(isGet.or(isLogin).negate()),
            exchangeLog.count(isGet.and(isTokenCheck.negate())),
            exchangeLog.count(isLogin),
            exchangeLog.count(isTokenCheck),
            reports.compared());
  }
}
