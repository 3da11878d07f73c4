package dev.scores.faults;

import dev.scores.faults.ScoreWrite.Kind;
import dev.scores.faults.linearizability.ScoreKey;

/** A client that adds each score twice, the second time in vain, and reads it. */
final class DuplicateWriter implements Load.Step {

  private final Client client;
  private final UserAccount account;
  private final WriteLog writeLog;
  private int exercise;

  /**
   * @param number unique among the clients of a write log
   */
  DuplicateWriter(Client client, UserAccount account, int number, WriteLog writeLog) {
    this.client = client;
    this.account = account;
    this.writeLog = writeLog;
    this.exercise = 1 + number * ScoreWriter.OWN;
  }

  @Override
  public void once() throws InterruptedException {
    add();
    add();
    client.get("/scores/user/exercise/" + exercise);
    client.get("/scores/user?limit=10");
    exercise++;
    Thread.sleep(5);
  }

  private void add() throws InterruptedException {
    TimedExchange exchange =
        client.send("POST", "/scores", "{\"exercise_id\":%d,\"correct\":true}".formatted(exercise));
    writeLog.add(
        new ScoreKey(account.id(), exercise),
        new ScoreWrite(
            Kind.ADD,
            true,
            exchange.invoked(),
            exchange.completed(),
            ScoreWriter.outcome(exchange)));
  }
}
