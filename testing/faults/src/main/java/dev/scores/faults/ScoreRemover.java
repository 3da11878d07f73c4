package dev.scores.faults;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that adds a score and removes it. The audit of writes ignores its exercises. */
final class ScoreRemover implements Load.Step {

  private static final Pattern ID = Pattern.compile("\"id\":([0-9]+)");

  private final Client client;
  private int exercise = StoredScore.OTHERS;

  ScoreRemover(Client client) {
    this.client = client;
  }

  @Override
  public void once() throws InterruptedException {
    exercise++;
    TimedExchange added =
        client.send("POST", "/scores", "{\"exercise_id\":%d,\"correct\":true}".formatted(exercise));
    Matcher id = ID.matcher(added.body());
    if (added.isSuccess() && id.find()) {
      client.send("DELETE", "/scores/" + id.group(1), "");
    }
    Thread.sleep(20);
  }
}
