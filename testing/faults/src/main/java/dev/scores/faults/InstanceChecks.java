package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Checks what instances share, by requests to each of them. A check adds a figure to the result,
 * and a violation if the instances do not keep the promise.
 */
final class InstanceChecks {

  /** The default. */
  private static final Duration AUTH_CACHE_TTL = Duration.ofSeconds(10);

  private static final Duration TIME_TO_AGREE = Duration.ofSeconds(60);
  private static final int WRITES = 20;

  private final InstancePairs pairs;
  private final ResourceScope scope;
  private final List<String> figures = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();

  InstanceChecks(InstancePairs pairs, ResourceScope scope) {
    this.pairs = pairs;
    this.scope = scope;
  }

  List<String> figures() {
    return figures;
  }

  List<String> violations() {
    return violations;
  }

  /** Guesses a password at both instances in turn, at each as often as is allowed for both. */
  void loginLimit() throws InterruptedException {
    int limit = InstancePairs.LOGIN_RATE_LIMIT;
    List<Client> instances = clients(pairs.users(), Optional.empty());
    int[] admitted = new int[instances.size()];
    long started = System.nanoTime();
    for (int i = 0; i < 2 * limit; i++) {
      int instance = i % instances.size();
      TimedExchange guess =
          instances
              .get(instance)
              .send("POST", "/api/login", "{\"username\":\"invented\",\"password\":\"a guess\"}");
      admitted[instance] += guess.status() == 429 ? 0 : 1;
    }
    long refilled = 1 + limit * Duration.ofNanos(System.nanoTime() - started).toMillis() / 60_000;
    figures.add(
        "%d + %d of %d guesses admitted, %d allowed"
            .formatted(admitted[0], admitted[1], 2 * limit, limit + refilled));
    int all = admitted[0] + admitted[1];
    if (all < limit || all > limit + refilled || admitted[0] == 0 || admitted[1] == 0) {
      violations.add("the login limit of both instances together is not kept");
    }
  }

  /** Revokes a token through each instance of the users service, while all instances know it. */
  void revocation() throws InterruptedException {
    Map<Client, Long> revoked = new HashMap<>();
    for (ServiceProcess instance : pairs.users()) {
      Optional<String> token = Optional.of(pairs.accounts().logIn(0, instance.uri()));
      List<Client> callers = clients(pairs.scores(), token);
      for (Client caller : callers) {
        expect(200, caller.get("/scores/user"));
      }
      expect(200, client(instance, token).send("POST", "/auth/logout", ""));
      callers.forEach(caller -> revoked.put(caller, System.nanoTime()));
      for (Client users : clients(pairs.users(), token)) {
        expect(401, users.get("/auth/status"));
      }
    }
    Duration longest = Duration.ZERO;
    for (var caller : revoked.entrySet()) {
      long accepted = lastAccepted(caller.getKey(), caller.getValue());
      longest = longer(longest, Duration.ofNanos(accepted - caller.getValue()));
    }
    figures.add(
        "tokens revoked through each instance accepted for at most %d ms"
            .formatted(longest.toMillis()));
    if (longest.compareTo(AUTH_CACHE_TTL) > 0) {
      violations.add("a revoked token was accepted for %d ms".formatted(longest.toMillis()));
    }
  }

  /** Reads until the token is refused, and returns when the last accepted request began. */
  private static long lastAccepted(Client caller, long revoked) throws InterruptedException {
    var accepted = new AtomicLong(revoked);
    Await.until(
        "a revoked token to be refused",
        TIME_TO_AGREE,
        () -> {
          TimedExchange read = caller.get("/scores/user");
          if (read.isSuccess()) {
            accepted.set(read.invoked());
          }
          return read.status() == 401;
        });
    return accepted.get();
  }

  /** Reads the reports at both instances after each of some writes. No other client may write. */
  void reports() throws InterruptedException {
    List<Client> instances = clients(pairs.scores(), token());
    var reader = new ReportReader(instances);
    for (int i = 0; i < WRITES; i++) {
      String score = "{\"exercise_id\":%d,\"correct\":true}".formatted(ScoreWriter.OWN - i);
      expect(201, instances.get(i % instances.size()).send("POST", "/scores", score));
      reader.readAll();
    }
    // The last write is in the reports, too.
    int before = reader.compared();
    Await.until(
        "both instances to return the same reports",
        TIME_TO_AGREE,
        () -> {
          reader.readAll();
          return reader.compared() >= before + ReportReader.PATHS.size();
        });
    figures.add("%d reports of both instances compared".formatted(reader.compared()));
    violations.addAll(reader.violations());
  }

  /**
   * Removes a user through each instance of the users service. Between the two it stops the
   * instance of the scores service that erases.
   */
  void erasure() throws InterruptedException {
    int erasing = awaitErasing();
    Duration one = timeToErase("one", pairs.users().getFirst(), pairs.scores());
    InstancePairs.stop(pairs.scores().get(erasing));
    Duration other =
        timeToErase("other", pairs.users().getLast(), List.of(pairs.scores().get(1 - erasing)));
    figures.add(
        "users removed through each instance erased by one within %d ms, by the other within %d ms"
            .formatted(one.toMillis(), other.toMillis()));
  }

  private int awaitErasing() throws InterruptedException {
    var erasing = new AtomicInteger();
    Await.until(
        "an instance to erase",
        TIME_TO_AGREE,
        () -> {
          OptionalInt instance = pairs.erasing();
          instance.ifPresent(erasing::set);
          return instance.isPresent();
        });
    return erasing.get();
  }

  private Duration timeToErase(String name, ServiceProcess users, List<ServiceProcess> scores)
      throws InterruptedException {
    UserAccount leaver = pairs.accounts().register(name);
    Optional<String> token = Optional.of(leaver.token());
    expect(
        201,
        client(scores.getFirst(), token)
            .send("POST", "/scores", "{\"exercise_id\":1,\"correct\":true}"));
    String list = "/scores?user_id=" + leaver.id();
    List<Client> readers = clients(scores, Optional.empty());
    String empty = "\"scores\":[]";
    for (Client reader : readers) {
      if (reader.get(list).body().contains(empty)) {
        violations.add("an instance does not show a new score");
      }
    }
    TimedExchange removal =
        client(users, token)
            .send(
                "POST",
                "/auth/remove-account",
                "{\"password\":\"%s\"}".formatted(UsersDeployment.PASSWORD));
    expect(200, removal);
    long erased = removal.completed();
    for (Client reader : readers) {
      erased =
          Await.until(
              "a removed user's scores to disappear",
              TIME_TO_AGREE,
              () -> reader.get(list).body().contains(empty));
    }
    return Duration.ofNanos(erased - removal.completed());
  }

  private Optional<String> token() {
    return Optional.of(pairs.accounts().account(0).token());
  }

  private List<Client> clients(List<ServiceProcess> instances, Optional<String> token) {
    return instances.stream().map(instance -> client(instance, token)).toList();
  }

  private Client client(ServiceProcess instance, Optional<String> token) {
    return scope.add(new Client(instance.uri(), token, new ExchangeLog()));
  }

  private void expect(int status, TimedExchange exchange) {
    if (exchange.status() != status) {
      violations.add("expected %d: %s".formatted(status, exchange));
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
