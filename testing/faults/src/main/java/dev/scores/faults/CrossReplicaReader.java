package dev.scores.faults;

import java.util.concurrent.atomic.AtomicLong;

/** A client that writes a score at one replica and reads it at another, which must return it. */
final class CrossReplicaReader implements Load.Step {

  private final Client one;
  private final Client other;
  private final int exercise;
  private final AtomicLong different;
  private boolean correct;

  /**
   * @param exercise that no other client of the account uses
   * @param different counts reads that differ from the write
   */
  CrossReplicaReader(Client one, Client other, int exercise, AtomicLong different) {
    this.one = one;
    this.other = other;
    this.exercise = exercise;
    this.different = different;
  }

  @Override
  public void once() throws InterruptedException {
    correct = !correct;
    String body = "{\"exercise_id\":%d,\"correct\":%s}".formatted(exercise, correct);
    TimedExchange written = one.send("PATCH", "/scores", body);
    TimedExchange read = other.get("/scores/user/exercise/" + exercise);
    if (written.isSuccess()
        && read.isSuccess()
        && !read.body().contains("\"correct\":" + correct)) {
      different.incrementAndGet();
    }
    Thread.sleep(10);
  }
}
