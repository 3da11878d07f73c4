package dev.scores.faults;

import java.time.Duration;
import java.util.List;

/** A client without a token that reads lists and reports in turn. */
final class PublicReader implements Load.Step {

  private static final Duration BETWEEN_READS = Duration.ofMillis(10);

  private static final List<String> PATHS =
      List.of("/scores?limit=100", "/scores", "/scores/stats", "/scores/leaderboard");

  private final Client client;
  private int reads;

  PublicReader(Client client) {
    this.client = client;
  }

  @Override
  public void once() throws InterruptedException {
    client.get(PATHS.get(reads++ % PATHS.size()));
    Thread.sleep(BETWEEN_READS);
  }
}
