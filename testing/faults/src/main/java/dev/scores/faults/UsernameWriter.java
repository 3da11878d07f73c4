package dev.scores.faults;

import dev.scores.faults.TimedExchange.Reply;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A client that changes its user name again and again, and reads its account. */
final class UsernameWriter implements Load.Step {

  private static final Duration BETWEEN = Duration.ofMillis(20);

  private final Client client;
  private final int user;
  private final String email;
  private final Set<String> possible = new HashSet<>();
  private int number;
  private long acknowledged;

  UsernameWriter(Client client, UserAccount account) {
    this.client = client;
    this.user = account.id();
    this.email = account.email();
  }

  @Override
  public void once() throws InterruptedException {
    String name = "user%d-%d".formatted(user, number++);
    record(
        name,
        client.send(
            "PUT",
            "/users/" + user,
            "{\"username\":\"%s\",\"email\":\"%s\"}".formatted(name, email)));
    client.get("/auth/status");
    client.get("/users/" + user);
    Thread.sleep(BETWEEN);
  }

  /** Records a change: the name is the last acknowledged one, or a later one without a response. */
  void record(String name, TimedExchange exchange) {
    if (exchange.isSuccess()) {
      acknowledged++;
      possible.clear();
    }
    if (!(exchange.reply() instanceof Reply.NotSent)) {
      possible.add(name);
    }
  }

  int user() {
    return user;
  }

  long acknowledged() {
    return acknowledged;
  }

  /** Returns the error if the stored name is not a possible one. */
  Optional<String> error(String stored) {
    return acknowledged == 0 || possible.contains(stored)
        ? Optional.empty()
        : Optional.of("user %d is %s, not one of %s".formatted(user, stored, possible));
  }
}
