package dev.scores.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The users service stands still ({@code SIGSTOP}) while hundreds wait for its word. */
final class UsersServiceHangs implements Drill {

  private static final int WAITING = 400;
  private static final int READERS = 8;
  private static final Duration PATIENCE = Duration.ofMillis(2500);
  private static final Duration LONGEST_READ = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "users-service-hangs";
  }

  @Override
  public String promise() {
    return "While the users service hangs public reads and `/ping` go on as if nothing were; who"
        + " needs its word gets 503 with `Retry-After` within 2 s, and is served again when it is"
        + " back.";
  }

  @Override
  public Row run(Stage stage) throws Exception {
    World world = stage.world(Map.of("AUTH_CACHE_TTL", "0"));
    ListReader.fill(world.postgres(), 10);
    var reads = new Journal();
    List<Load.Step> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      String path = i % 2 == 0 ? "/scores/1" : "/ping";
      readers.add(Probe.of(world.scores().uri(), path, reads, stage.scope()));
    }
    var token = new AtomicInteger();
    var waiting =
        new Flood(
            world.scores().uri(),
            () ->
                """
                GET /scores/user HTTP/1.1\r
                Host: scores\r
                Authorization: Bearer nobodys-%d\r
                \r
                """
                    .formatted(token.incrementAndGet())
                    .getBytes(StandardCharsets.US_ASCII));
    List<String> broken = new ArrayList<>();
    Flood.Tally asked;
    long stopped = System.nanoTime();
    ProcessHandle users = ProcessHandle.of(world.users().process().pid()).orElseThrow();
    Signal.STOP.to(users);
    try (var load = Load.start(readers)) {
      asked = waiting.run(WAITING, 0, PATIENCE, Duration.ofSeconds(stage.form().of(6, 20)));
      load.stop();
    } finally {
      Signal.CONT.to(users);
    }
    long ended = System.nanoTime();
    if (asked.served().size() > 0 || asked.refused() == 0) {
      broken.add("%d were let in and %d refused".formatted(asked.served().size(), asked.refused()));
    }
    broken.addAll(asked.other());
    List<TimedExchange> failed = reads.exchanges().filter(it -> !it.isSuccess()).toList();
    failed.stream().limit(5).forEach(it -> broken.add(it.toString()));
    Duration slowest = reads.slowest(TimedExchange::isSuccess);
    if (slowest.compareTo(LONGEST_READ) > 0) {
      broken.add("a public read took %d ms".formatted(slowest.toMillis()));
    }
    awaitServed(world);
    return new Row(
        name(),
        "%d clients with tokens, %d read".formatted(WAITING, READERS),
        "SIGSTOP of the users service",
        0,
        0,
        failed.size(),
        reads.longestGap(TimedExchange::isSuccess, stopped, ended),
        broken);
  }

  private static void awaitServed(World world) throws InterruptedException {
    var token = Optional.of(world.users().account(0).token());
    try (var client = new Client(world.scores().uri(), token, new Journal())) {
      Patience.until(
          "callers are known again",
          Duration.ofSeconds(3),
          () -> client.get("/scores/user").isSuccess());
    }
  }
}
