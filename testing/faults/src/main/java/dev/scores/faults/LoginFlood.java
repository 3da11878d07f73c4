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
 * One address sends 240 logins with invented names at once, again and again, while a user logs in
 * from another. The limit of attempts is off, so that every login of the flood asks for a hash.
 */
final class LoginFlood implements Drill {

  private static final int FLOOD = 240;
  private static final int UNDISTURBED = 10;

  /** Half of what a login may wait for its hash. */
  private static final Duration BOUND = Duration.ofMillis(2500);

  /** Where the machine itself is slow: times the slowest login before the flood. */
  private static final int TIMES = 3;

  private static final String LOGIN = "/api/login";

  @Override
  public String name() {
    return "login-flood";
  }

  @Override
  public String promise() {
    return "While one address sends 240 logins with invented names at once, again and again, every"
        + " login from another address succeeds, and none takes longer than 2.5 s, half of what it"
        + " may wait for its hash, or three times the slowest one before the flood.";
  }

  @Override
  public Row run(Stage stage) throws Exception {
    UsersService users = stage.usersOfItsOwn();
    URI uri = users.uri();
    var before = new Journal();
    var during = new Journal();
    Map<Integer, Integer> answers;
    try (var warmUp = new Attackers(uri)) {
      warmUp.wave(-1).join();
    }
    try (var user = new Client(uri, Optional.empty(), before)) {
      logIn(user, UNDISTURBED);
    }
    try (var flood = new Attackers(uri);
        var user = new Client(uri, Optional.empty(), during)) {
      int waves = stage.form().of(5, 20);
      for (int wave = 0; wave < waves; wave++) {
        CompletableFuture<Void> answered = flood.wave(wave);
        do {
          logIn(user, 1);
        } while (!answered.isDone());
      }
      answers = flood.answers();
    }
    Duration undisturbed = before.slowest(TimedExchange::isSuccess);
    Duration slowest = during.slowest(it -> true);
    List<String> broken = new ArrayList<>();
    during
        .exchanges()
        .filter(it -> it.status() != 200)
        .limit(5)
        .forEach(it -> broken.add(it.toString()));
    if (slowest.compareTo(BOUND) > 0 && slowest.compareTo(undisturbed.multipliedBy(TIMES)) > 0) {
      broken.add(
          "a login took %d ms, and %d before the flood"
              .formatted(slowest.toMillis(), undisturbed.toMillis()));
    }
    answers.keySet().stream()
        .filter(status -> status != 401 && status != 429 && status != 503)
        .forEach(status -> broken.add("the flood was answered " + status));
    return new Row(
        name(),
        "%d logins at once, answered %s; another address: at most %d ms, %d before"
            .formatted(FLOOD, answers, slowest.toMillis(), undisturbed.toMillis()),
        "a flood from one address",
        during.count(TimedExchange::isSuccess),
        0,
        during.count(it -> it.status() != 200),
        slowest,
        broken);
  }

  private static void logIn(Client client, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      client.send("POST", LOGIN, credentials("user0", UsersService.PASSWORD));
    }
  }

  private static String credentials(String username, String password) {
    return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password);
  }

  /** Clients at an address of their own, as Linux gives to loopback. */
  private static final class Attackers implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.2";

    private final Map<Integer, Integer> answers = new ConcurrentSkipListMap<>();
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

    /** Done when all of its logins are answered. */
    CompletableFuture<Void> wave(int number) {
      return CompletableFuture.allOf(
          IntStream.range(0, FLOOD)
              .mapToObj(i -> http.sendAsync(login(number, i), BodyHandlers.discarding()))
              .map(sent -> sent.thenApply(HttpResponse::statusCode).exceptionally(broken -> 0))
              .map(sent -> sent.thenAccept(status -> answers.merge(status, 1, Integer::sum)))
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

    /** How often each status was answered; 0 stands for no answer. */
    Map<Integer, Integer> answers() {
      return new TreeMap<>(answers);
    }

    @Override
    public void close() {
      http.shutdownNow();
    }
  }
}
