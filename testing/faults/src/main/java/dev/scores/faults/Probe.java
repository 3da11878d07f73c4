package dev.scores.faults;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Asks one public route again and again, as an orchestrator does. */
record Probe(Client client, String path) implements Load.Step {

  private static final Duration BETWEEN = Duration.ofMillis(50);

  static Probe of(URI service, String path, Journal journal, Scope scope) {
    return new Probe(scope.add(new Client(service, Optional.empty(), journal)), path);
  }

  @Override
  public void once() throws InterruptedException {
    client.get(path);
    Thread.sleep(BETWEEN);
  }
}
