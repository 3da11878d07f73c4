package dev.scores.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scores.faults.ScoreWrite.Kind;
import dev.scores.faults.ScoreWrite.Outcome;
import dev.scores.faults.TimedExchange.Reply;
import dev.scores.faults.linearizability.ScoreKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A client that writes scores of its own exercises: half upserts, a quarter updates by id, a
 * quarter inserts. It records each write.
 */
final class ScoreWriter implements Load.Step {

  /** Exercises reserved for each writer. */
  static final int OWN = 1_000_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Keeps the service busy, but not the machine. */
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(5);

  private static final Duration AFTER_A_FAULT = Duration.ofMillis(20);

  /** The score id of an exercise. */
  private record Known(int exercise, long id) {}

  private final Client client;
  private final UserAccount account;
  private final WriteLog writeLog;
  private final Random random;
  private final int first;
  private final List<Known> known = new ArrayList<>();
  private int next;

  /**
   * @param number unique among the writers of the account
   */
  ScoreWriter(Client client, UserAccount account, int number, WriteLog writeLog) {
    this.client = client;
    this.account = account;
    this.writeLog = writeLog;
    this.random = new Random(number);
    this.first = 1 + number * OWN;
    this.next = first;
  }

  @Override
  public void once() throws InterruptedException {
    int dice = random.nextInt(4);
    if (dice == 0 || known.isEmpty()) {
      add();
    } else if (dice == 1) {
      Known score = known.get(random.nextInt(known.size()));
      write(Kind.UPDATE, "PUT", "/scores/" + score.id(), score.exercise());
    } else {
      write(Kind.UPSERT, "PATCH", "/scores", first + random.nextInt(next - first));
    }
  }

  private void add() throws InterruptedException {
    int exercise = next++;
    TimedExchange added = write(Kind.ADD, "POST", "/scores", exercise);
    if (added.isSuccess()) {
      known.add(new Known(exercise, id(added)));
    }
  }

  private TimedExchange write(Kind kind, String method, String path, int exercise)
      throws InterruptedException {
    boolean correct = random.nextBoolean();
    String body = "{\"exercise_id\":%d,\"correct\":%s}".formatted(exercise, correct);
    TimedExchange exchange = client.send(method, path, body);
    writeLog.add(
        new ScoreKey(account.id(), exercise),
        new ScoreWrite(kind, correct, exchange.invoked(), exchange.completed(), outcome(exchange)));
    Thread.sleep(exchange.isSuccess() ? BETWEEN_WRITES : AFTER_A_FAULT);
    return exchange;
  }

  static Outcome outcome(TimedExchange exchange) {
    return switch (exchange.reply()) {
      case Reply.NotSent never -> new Outcome.NotSent();
      case Reply.Incomplete violations -> new Outcome.Unknown(violations.why());
      case Reply.Complete response -> {
        if (exchange.isSuccess()) {
          yield new Outcome.Acknowledged(response.version());
        }
        yield response.status() < 500
            ? new Outcome.Rejected(response.status() + " " + response.body())
            : new Outcome.Unknown(response.status() + " " + response.body());
      }
    };
  }

  private static long id(TimedExchange added) {
    try {
      return JSON.readTree(added.body()).path("data").path("id").asLong();
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("no JSON: " + added.body(), noJson);
    }
  }
}
