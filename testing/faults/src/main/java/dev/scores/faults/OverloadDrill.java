package dev.scores.faults;

import dev.scores.faults.RequestFlood.Result;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Sends ten times the writes that the database can do, from clients that ignore {@code
 * Retry-After}.
 */
final class OverloadDrill implements Drill {

  /** Connections that are served without one rejection. */
  private static final int CONNECTIONS = 512;

  /** Number of distinct requests. */
  private static final int DIFFERENT = 10_000;

  private static final int TIMES = 10;

  /** Time for the JIT compiler. */
  private static final Duration WARM_UP = Duration.ofSeconds(6);

  private static final double GOODPUT = 0.85;
  private static final int SLOWER = 3;

  /** Limits a pool of 16 connections to about 3000 writes a second on any machine. */
  private static final String SLOW =
      """
      create function be_slow() returns trigger language plpgsql as
        $$ begin perform pg_sleep(0.005); return new; end $$;
      create trigger slow before update on scores for each row execute function be_slow();
      """;

  @Override
  public String name() {
    return "overload";
  }

  @Override
  public String promise() {
    return "512 connections at full load get no rejection. At ten times that load the goodput is at"
        + " least 85 % of it, and the p99 of successful requests at most three times as long; all other"
        + " requests get 503 with `Retry-After`, and the instance stays ready.";
  }

  @Override
  public boolean mayRunBesideAnother() {
    return false;
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    ScoresDeployment deployment = context.deploy(Map.of());
    slowDown(deployment.postgres());
    Duration time = Duration.ofSeconds(context.options().choose(8, 15));
    List<String> violations = new ArrayList<>();
    Result full = flood(deployment, CONNECTIONS, 0, time);
    if (full.rejected() > 0) {
      violations.add(full.rejected() + " were rejected at full load");
    }
    var health = new ExchangeLog();
    Probe readiness =
        Probe.of(deployment.scores().uri(), "/health/readiness", health, context.scope());
    Result over;
    try (var watching = Load.start(List.of(readiness))) {
      over = flood(deployment, 3 * CONNECTIONS, TIMES * full.servedPerSecond(), time);
      watching.stop();
    }
    if (over.servedPerSecond() < GOODPUT * full.servedPerSecond()) {
      violations.add("goodput fell from %s to %s".formatted(summary(full), summary(over)));
    }
    if (over.quantile(0.99).compareTo(full.quantile(0.99).multipliedBy(SLOWER)) > 0) {
      violations.add(
          "served requests waited: %s, and before %s".formatted(summary(over), summary(full)));
    }
    long unready = health.count(it -> it.status() != 200);
    if (unready > 0) {
      violations.add("readiness failed " + unready + " times");
    }
    List<String> other = new ArrayList<>(full.other());
    other.addAll(over.other());
    violations.addAll(other);
    return new DrillResult(
        name(),
        "%d clients: %s; %d ×: %s, %d rejected"
            .formatted(CONNECTIONS, summary(full), TIMES, summary(over), over.rejected()),
        "5 ms a write",
        full.served().size() + over.served().size(),
        0,
        other.size(),
        over.quantile(1),
        violations);
  }

  private static Result flood(
      ScoresDeployment deployment, int clients, double perSecond, Duration time)
      throws InterruptedException {
    List<byte[]> requests =
        Stream.generate(() -> request(deployment.users().accounts())).limit(DIFFERENT).toList();
    return new RequestFlood(
            deployment.scores().uri(),
            () -> requests.get(ThreadLocalRandom.current().nextInt(requests.size())))
        .run(clients, perSecond, WARM_UP, time);
  }

  private static byte[] request(List<UserAccount> accounts) {
    var random = ThreadLocalRandom.current();
    String payload = "{\"exercise_id\":%d,\"correct\":true}".formatted(1 + random.nextInt(1000));
    return """
    PATCH /scores HTTP/1.1\r
    Host: scores\r
    Authorization: Bearer %s\r
    Content-Type: application/json\r
    Content-Length: %d\r
    \r
    %s"""
        .formatted(accounts.get(random.nextInt(accounts.size())).token(), payload.length(), payload)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void slowDown(DebianPostgres postgres) throws SQLException {
    try (var connection = postgres.connect(ScoresDeployment.DATABASE);
        var statement = connection.createStatement()) {
      statement.execute(SLOW);
    }
  }

  private static String summary(Result tally) {
    return "%.0f/s, p99 %d ms".formatted(tally.servedPerSecond(), tally.quantile(0.99).toMillis());
  }
}
