package dev.scores.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Suspends the users service ({@code SIGSTOP}) while hundreds of requests need authentication. */
final class UsersServiceHangDrill implements Drill {

  private static final int WAITING = 400;
  private static final int READERS = 8;
  private static final Duration WARM_UP = Duration.ofMillis(2500);
  private static final Duration LONGEST_READ = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "users-service-hangs";
  }

  @Override
  public String promise() {
    return "While the users service hangs, public reads and `/ping` continue as usual; requests that"
        + " need authentication get 503 with `Retry-After` within 2 s, and succeed again once it is"
        + " back.";
  }

  @Override
  public boolean mayRunBesideAnother() {
    return false;
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    ScoresDeployment deployment = context.deploy(Map.of("AUTH_CACHE_TTL", "0"));
    ListReader.fill(deployment.postgres(), 10);
    var reads = new ExchangeLog();
    List<Load.Step> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      String path = i % 2 == 0 ? "/scores/1" : "/ping";
      readers.add(Probe.of(deployment.scores().uri(), path, reads, context.scope()));
    }
    var token = new AtomicInteger();
    var waiting =
        new RequestFlood(
            deployment.scores().uri(),
            () ->
                """
                GET /scores/user HTTP/1.1\r
                Host: scores\r
                Authorization: Bearer unknown-%d\r
                \r
                """
                    .formatted(token.incrementAndGet())
                    .getBytes(StandardCharsets.US_ASCII));
    List<String> violations = new ArrayList<>();
    RequestFlood.Result result;
    long stopped = System.nanoTime();
    ProcessHandle users = ProcessHandle.of(deployment.users().process().pid()).orElseThrow();
    Signal.STOP.to(users);
    try (var load = Load.start(readers)) {
      result =
          waiting.run(WAITING, 0, WARM_UP, Duration.ofSeconds(context.options().choose(3, 20)));
      load.stop();
    } finally {
      Signal.CONT.to(users);
    }
    long ended = System.nanoTime();
    if (result.served().size() > 0 || result.rejected() == 0) {
      violations.add(
          "%d were served and %d rejected".formatted(result.served().size(), result.rejected()));
    }
    violations.addAll(result.other());
    List<TimedExchange> failed = reads.exchanges().filter(it -> !it.isSuccess()).toList();
    failed.stream().limit(5).forEach(it -> violations.add(it.toString()));
    Duration slowest = reads.slowest(TimedExchange::isSuccess);
    if (slowest.compareTo(LONGEST_READ) > 0) {
      violations.add("a public read took %d ms".formatted(slowest.toMillis()));
    }
    awaitServed(deployment);
    return new DrillResult(
        name(),
        "%d clients with tokens, %d read".formatted(WAITING, READERS),
        "SIGSTOP of the users service",
        0,
        0,
        failed.size(),
        reads.longestGap(TimedExchange::isSuccess, stopped, ended),
        violations);
  }

  private static void awaitServed(ScoresDeployment deployment) throws InterruptedException {
    var token = Optional.of(deployment.users().account(0).token());
    try (var client = new Client(deployment.scores().uri(), token, new ExchangeLog())) {
      Await.until(
          "authentication to work again",
          Duration.ofSeconds(3),
          () -> client.get("/scores/user").isSuccess());
    }
  }
}
