package dev.scores.faults;

import dev.scores.faults.Write.Kind;

/** A client that adds each score twice: the second time it must be refused. And reads it. */
final class Repeater implements Load.Step {

  private final Client client;
  private final Account account;
  private final Ledger ledger;
  private int exercise;

  /**
   * @param number of the writer: no other of the ledger has the same
   */
  Repeater(Client client, Account account, int number, Ledger ledger) {
    this.client = client;
    this.account = account;
    this.ledger = ledger;
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
    TimedExchange told =
        client.send("POST", "/scores", "{\"exercise_id\":%d,\"correct\":true}".formatted(exercise));
    ledger.add(
        new ScoreKey(account.id(), exercise),
        new Write(Kind.ADD, true, told.invoked(), told.completed(), ScoreWriter.outcome(told)));
  }
}
