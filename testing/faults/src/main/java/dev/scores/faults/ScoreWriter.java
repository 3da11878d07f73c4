package dev.scores.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scores.faults.TimedExchange.Reply;
import dev.scores.faults.Write.Kind;
import dev.scores.faults.Write.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A client that writes scores of exercises that are its own: half upserts, a quarter updates by id,
 * a quarter new ones. Each write goes into the ledger.
 */
final class ScoreWriter implements Load.Step {

  /** How many exercises a writer has to itself. */
  static final int OWN = 1_000_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Clients are people's: the services are to be kept busy, not the machine. */
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(5);

  private static final Duration AFTER_A_FAULT = Duration.ofMillis(20);

  /** An own exercise whose score has this id. */
  private record Known(int exercise, long id) {}

  private final Client client;
  private final Account account;
  private final Ledger ledger;
  private final Random random;
  private final int first;
  private final List<Known> known = new ArrayList<>();
  private int next;

  /**
   * @param number of the writer: no other has the same of this account
   */
  ScoreWriter(Client client, Account account, int number, Ledger ledger) {
    this.client = client;
    this.account = account;
    this.ledger = ledger;
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
    TimedExchange told = client.send(method, path, body);
    ledger.add(
        new ScoreKey(account.id(), exercise),
        new Write(kind, correct, told.invoked(), told.completed(), outcome(told)));
    Thread.sleep(told.isSuccess() ? BETWEEN_WRITES : AFTER_A_FAULT);
    return told;
  }

  static Outcome outcome(TimedExchange told) {
    return switch (told.reply()) {
      case Reply.NotSent never -> new Outcome.NotSent();
      case Reply.Broken broken -> new Outcome.Unknown(broken.why());
      case Reply.Answered answer -> {
        if (told.isSuccess()) {
          yield new Outcome.Acknowledged(answer.version());
        }
        yield answer.status() < 500
            ? new Outcome.Refused(answer.status() + " " + answer.body())
            : new Outcome.Unknown(answer.status() + " " + answer.body());
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
