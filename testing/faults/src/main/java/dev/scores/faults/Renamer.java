package dev.scores.faults;

import dev.scores.faults.TimedExchange.Reply;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A user who takes a new name again and again, and asks who they are. */
final class Renamer implements Load.Step {

  private static final Duration BETWEEN = Duration.ofMillis(20);

  private final Client client;
  private final int user;
  private final String email;
  private final Set<String> possible = new HashSet<>();
  private int number;
  private long acknowledged;

  Renamer(Client client, Account account) {
    this.client = client;
    this.user = account.id();
    this.email = account.email();
  }

  @Override
  public void once() throws InterruptedException {
    String name = "user%d-%d".formatted(user, number++);
    told(
        name,
        client.send(
            "PUT",
            "/users/" + user,
            "{\"username\":\"%s\",\"email\":\"%s\"}".formatted(name, email)));
    client.get("/auth/status");
    client.get("/users/" + user);
    Thread.sleep(BETWEEN);
  }

  /** What was acknowledged is the name, unless a later one without an answer came through. */
  void told(String name, TimedExchange answer) {
    if (answer.isSuccess()) {
      acknowledged++;
      possible.clear();
    }
    if (!(answer.reply() instanceof Reply.NotSent)) {
      possible.add(name);
    }
  }

  int user() {
    return user;
  }

  long acknowledged() {
    return acknowledged;
  }

  /** What is wrong with the name that the table has. */
  Optional<String> fault(String stored) {
    return acknowledged == 0 || possible.contains(stored)
        ? Optional.empty()
        : Optional.of("user %d is %s, not one of %s".formatted(user, stored, possible));
  }
}
