package dev.scores.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A users service with accounts that were registered as anybody's are.
 *
 * @param accounts tokens that outlast the run
 */
record UsersService(DebianPostgres postgres, ServiceProcess process, List<Account> accounts) {

  static final String PASSWORD = "a long and dull password";

  private static final ObjectMapper JSON = new ObjectMapper();

  UsersService {
    accounts = List.copyOf(accounts);
  }

  /** Waits for the process to be ready. */
  static UsersService with(DebianPostgres postgres, ServiceProcess process, int accounts)
      throws InterruptedException {
    process.awaitReady();
    List<Account> registered = new ArrayList<>();
    try (var client = new Client(process.uri())) {
      for (int i = 0; i < accounts; i++) {
        registered.add(register(client, process.uri(), "user" + i));
      }
    }
    return new UsersService(postgres, process, registered);
  }

  URI uri() {
    return process.uri();
  }

  /** The account of that writer: there are fewer accounts than writers. */
  Account account(int writer) {
    return accounts.get(writer % accounts.size());
  }

  /**
   * Clients that write scores at an address, each with exercises of its own.
   *
   * @param first the number of the first of them; no two of a ledger have the same
   * @param scope ends their connections
   */
  List<ScoreWriter> writers(
      int first, int number, URI scores, Journal journal, Ledger ledger, Scope scope) {
    List<ScoreWriter> writers = new ArrayList<>();
    for (int i = first; i < first + number; i++) {
      var client = new Client(scores, Optional.of(account(i).token()), journal);
      writers.add(new ScoreWriter(scope.add(client), account(i), i, ledger));
    }
    return writers;
  }

  private static Account register(Client client, URI uri, String name) throws InterruptedException {
    String email = name + "@example.com";
    TimedExchange told =
        client.send(
            "POST",
            "/auth/register",
            "{\"username\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}"
                .formatted(name, email, PASSWORD));
    String token = member(told, "/auth_token");
    try (var owner = new Client(uri, Optional.of(token), new Journal())) {
      return new Account(
          Integer.parseInt(member(owner.get("/auth/status"), "/data/id")), email, token);
    }
  }

  private static String member(TimedExchange told, String pointer) {
    if (!told.isSuccess()) {
      throw new IllegalStateException(told.toString());
    }
    try {
      return JSON.readTree(told.body()).at(pointer).asText();
    } catch (IOException noJson) {
      throw new UncheckedIOException(told.body(), noJson);
    }
  }
}
