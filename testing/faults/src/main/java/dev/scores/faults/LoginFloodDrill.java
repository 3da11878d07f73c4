package dev.scores.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;

/**
 * Sends 240 concurrent logins with invented names from one address, repeatedly, while a user logs
 * in from another. The login rate limit is off, so every login of the flood needs a password hash.
 */
final class LoginFloodDrill implements Drill {

  private static final int FLOOD = 240;
  private static final int UNDISTURBED = 10;

  /** Half of the time that a login may wait for its hash. */
  private static final Duration BOUND = Duration.ofMillis(2500);

  /** On a slow machine: the bound as a multiple of the slowest login before the flood. */
  private static final int TIMES = 3;

  private static final String LOGIN = "/api/login";

  @Override
  public String name() {
    return "login-flood";
  }

  @Override
  public String promise() {
    return "While one address repeatedly sends 240 concurrent logins with invented names, every login"
        + " from another address succeeds within 2.5 s (half of the time that it may wait for its"
        + " hash) or within three times the slowest login before the flood.";
  }

  @Override
  public boolean mayRunBesideAnother() {
    return false;
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    UsersDeployment users = context.ownUsersService();
    URI uri = users.uri();
    var before = new ExchangeLog();
    var during = new ExchangeLog();
    Map<Integer, Integer> statuses;
    try (var warmUp = new Attackers(uri)) {
      warmUp.wave(-1).join();
    }
    try (var user = new Client(uri, Optional.empty(), before)) {
      logIn(user, UNDISTURBED);
    }
    try (var flood = new Attackers(uri);
        var user = new Client(uri, Optional.empty(), during)) {
      int waves = context.options().choose(2, 20);
      for (int wave = 0; wave < waves; wave++) {
        CompletableFuture<Void> completed = flood.wave(wave);
        do {
          logIn(user, 1);
        } while (!completed.isDone());
      }
      statuses = flood.statuses();
    }
    Duration undisturbed = before.slowest(TimedExchange::isSuccess);
    Duration slowest = during.slowest(it -> true);
    List<String> violations = new ArrayList<>();
    during
        .exchanges()
        .filter(it -> it.status() != 200)
        .limit(5)
        .forEach(it -> violations.add(it.toString()));
    if (slowest.compareTo(BOUND) > 0 && slowest.compareTo(undisturbed.multipliedBy(TIMES)) > 0) {
      violations.add(
          "a login took %d ms, and %d before the flood"
              .formatted(slowest.toMillis(), undisturbed.toMillis()));
    }
    statuses.keySet().stream()
        .filter(status -> status != 401 && status != 429 && status != 503)
        .forEach(status -> violations.add("the flood got " + status));
    return new DrillResult(
        name(),
        "%d logins at once got %s; another address: at most %d ms, %d before"
            .formatted(FLOOD, statuses, slowest.toMillis(), undisturbed.toMillis()),
        "a flood from one address",
        during.count(TimedExchange::isSuccess),
        0,
        during.count(it -> it.status() != 200),
        slowest,
        violations);
  }

  private static void logIn(Client client, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      client.send("POST", LOGIN, credentials("user0", UsersDeployment.PASSWORD));
    }
  }

  private static String credentials(String username, String password) {
    return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password);
  }

  /** Clients at their own loopback address. */
  private static final class Attackers implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.2";

    private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
    private final URI uri;
    private final HttpClient http;

    Attackers(URI uri) throws IOException {
      this.uri = uri.resolve(LOGIN);
      this.http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .localAddress(InetAddress.getByName(ADDRESS))
              .build();
    }

    /** Sends one wave of logins. The future completes when all have ended. */
    CompletableFuture<Void> wave(int number) {
      return CompletableFuture.allOf(
          IntStream.range(0, FLOOD)
              .mapToObj(i -> http.sendAsync(login(number, i), BodyHandlers.discarding()))
              .map(sent -> sent.thenApply(HttpResponse::statusCode).exceptionally(violations -> 0))
              .map(sent -> sent.thenAccept(status -> statuses.merge(status, 1, Integer::sum)))
              .toArray(CompletableFuture<?>[]::new));
    }

    private HttpRequest login(int wave, int number) {
      String invented = "invented-%d-%d".formatted(wave, number);
      return HttpRequest.newBuilder(uri)
          .timeout(Duration.ofSeconds(15))
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(credentials(invented, "a guess of mine")))
          .build();
    }

    /** Returns how often each status was returned; 0 means no response. */
    Map<Integer, Integer> statuses() {
      return new TreeMap<>(statuses);
    }

    @Override
    public void close() {
      http.shutdownNow();
    }
  }
}
