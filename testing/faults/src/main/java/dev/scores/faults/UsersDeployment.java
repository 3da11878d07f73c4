package dev.scores.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scores.devservices.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A users service with registered accounts.
 *
 * @param accounts their tokens outlast the run
 */
record UsersDeployment(
    DebianPostgres postgres, ServiceProcess process, List<UserAccount> accounts) {

  static final String PASSWORD = "a long and dull password";

  private static final ObjectMapper JSON = new ObjectMapper();

  UsersDeployment {
    accounts = List.copyOf(accounts);
  }

  /** Waits until the service is ready, then registers accounts. */
  static UsersDeployment with(DebianPostgres postgres, ServiceProcess process, int accounts)
      throws InterruptedException {
    DrillContext.awaitReady(process);
    List<UserAccount> registered = new ArrayList<>();
    try (var client = new Client(process.uri())) {
      for (int i = 0; i < accounts; i++) {
        registered.add(register(client, process.uri(), "user" + i));
      }
    }
    return new UsersDeployment(postgres, process, registered);
  }

  URI uri() {
    return process.uri();
  }

  /** Returns the account of a writer; writers share accounts. */
  UserAccount account(int writer) {
    return accounts.get(writer % accounts.size());
  }

  /**
   * Creates clients that write scores, each with its own exercises.
   *
   * @param first number of the first client; numbers are unique in a write log
   * @param scope closes their connections
   */
  List<ScoreWriter> writers(
      int first,
      int number,
      URI scores,
      ExchangeLog exchangeLog,
      WriteLog writeLog,
      ResourceScope scope) {
    List<ScoreWriter> writers = new ArrayList<>();
    for (int i = first; i < first + number; i++) {
      var client = new Client(scores, Optional.of(account(i).token()), exchangeLog);
      writers.add(new ScoreWriter(scope.add(client), account(i), i, writeLog));
    }
    return writers;
  }

  /** Registers another account. */
  UserAccount register(String name) throws InterruptedException {
    try (var client = new Client(uri())) {
      return register(client, uri(), name);
    }
  }

  /** The same accounts after each has logged in again. */
  UsersDeployment loggedIn(DebianPostgres itsPostgres, ServiceProcess itsProcess)
      throws InterruptedException {
    List<UserAccount> again = new ArrayList<>();
    for (int i = 0; i < accounts.size(); i++) {
      UserAccount account = accounts.get(i);
      again.add(new UserAccount(account.id(), account.email(), logIn(i, itsProcess.uri())));
    }
    return new UsersDeployment(itsPostgres, itsProcess, again);
  }

  /** Returns another token of an account, from the instance at that address. */
  String logIn(int account, URI instance) throws InterruptedException {
    try (var client = new Client(instance)) {
      return member(
          client.send("POST", "/auth/login", accounts.get(account).credentials()), "/auth_token");
    }
  }

  private static UserAccount register(Client client, URI uri, String name)
      throws InterruptedException {
    String email = name + "@example.com";
    TimedExchange exchange =
        client.send(
            "POST",
            "/auth/register",
            "{\"username\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}"
                .formatted(name, email, PASSWORD));
    String token = member(exchange, "/auth_token");
    try (var owner = new Client(uri, Optional.of(token), new ExchangeLog())) {
      return new UserAccount(
          Integer.parseInt(member(owner.get("/auth/status"), "/data/id")), email, token);
    }
  }

  private static String member(TimedExchange exchange, String pointer) {
    if (!exchange.isSuccess()) {
      throw new IllegalStateException(exchange.toString());
    }
    try {
      return JSON.readTree(exchange.body()).at(pointer).asText();
    } catch (IOException noJson) {
      throw new UncheckedIOException(exchange.body(), noJson);
    }
  }
}
