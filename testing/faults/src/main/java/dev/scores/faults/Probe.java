package dev.scores.faults;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A client that requests one public route every 50 ms, as an orchestrator does. */
record Probe(Client client, String path) implements Load.Step {

  private static final Duration BETWEEN = Duration.ofMillis(50);

  static Probe of(URI service, String path, ExchangeLog exchangeLog, ResourceScope scope) {
    return new Probe(scope.add(new Client(service, Optional.empty(), exchangeLog)), path);
  }

  @Override
  public void once() throws InterruptedException {
    client.get(path);
    Thread.sleep(BETWEEN);
  }
}
