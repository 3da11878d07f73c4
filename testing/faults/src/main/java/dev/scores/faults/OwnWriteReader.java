package dev.scores.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scores.faults.ScoreWrite.Kind;
import dev.scores.faults.linearizability.ScoreKey;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;

/**
 * A client that writes a score and then reads it in a list, with and without the name of its write.
 * Both must show the write.
 */
final class OwnWriteReader implements Load.Step {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BETWEEN_STEPS = Duration.ofMillis(10);
  private static final int EXERCISES = 20;

  private final Client client;
  private final UserAccount account;
  private final WriteLog writeLog;
  private final Queue<String> stale;
  private final int first;
  private final Random random;

  /**
   * @param number unique among the writers of the account
   * @param stale gets a sentence for each read without the write
   */
  OwnWriteReader(
      Client client, UserAccount account, int number, WriteLog writeLog, Queue<String> stale) {
    this.client = client;
    this.account = account;
    this.writeLog = writeLog;
    this.stale = stale;
    this.first = 1 + number * ScoreWriter.OWN;
    this.random = new Random(number);
  }

  @Override
  public void once() throws InterruptedException {
    int exercise = first + random.nextInt(EXERCISES);
    boolean correct = random.nextBoolean();
    TimedExchange written =
        client.send(
            "PATCH", "/scores", "{\"exercise_id\":%d,\"correct\":%s}".formatted(exercise, correct));
    writeLog.add(
        new ScoreKey(account.id(), exercise),
        new ScoreWrite(
            Kind.UPSERT,
            correct,
            written.invoked(),
            written.completed(),
            ScoreWriter.outcome(written)));
    if (written.isSuccess()) {
      JsonNode score = data(written);
      String path = "/scores?user_id=%d&exercise_id=%d".formatted(account.id(), exercise);
      String tag =
          "\"%d-%d\""
              .formatted(
                  score.path("id").asLong(),
                  ((TimedExchange.Reply.Complete) written.reply()).version());
      check(score, client.send("GET", path, "", "Read-After", tag));
      check(score, client.get(path));
    }
    Thread.sleep(BETWEEN_STEPS);
  }

  private void check(JsonNode written, TimedExchange read) {
    if (read.isSuccess() && !written.equals(data(read).path("scores").path(0))) {
      stale.add("%s was read as %s".formatted(written, read.body()));
    }
  }

  private static JsonNode data(TimedExchange exchange) {
    try {
      return JSON.readTree(exchange.body()).path("data");
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("no JSON: " + exchange.body(), noJson);
    }
  }
}
