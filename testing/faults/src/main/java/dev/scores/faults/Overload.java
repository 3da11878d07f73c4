package dev.scores.faults;

import dev.scores.faults.Flood.Tally;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Ten times the writes that the database can do, from clients that do not listen. */
final class Overload implements Drill {

  /** So many connections are served without one refusal. */
  private static final int CONNECTIONS = 512;

  /** So many requests are told apart. */
  private static final int DIFFERENT = 10_000;

  private static final int TIMES = 10;

  /** Until the JVM has compiled what a flood needs. */
  private static final Duration WARM_UP = Duration.ofSeconds(6);

  private static final double GOODPUT = 0.85;
  private static final int SLOWER = 3;

  /** Writes of a pool of sixteen are then some three thousand a second on any machine. */
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
    return "512 connections at full load see no refusal. At ten times the load the goodput is at"
        + " least 85 % of that, and the p99 of what is let in at most three times as long; the rest"
        + " is 503 with `Retry-After`, and the instance stays ready.";
  }

  @Override
  public Row run(Stage stage) throws Exception {
    World world = stage.world(Map.of());
    slowDown(world.postgres());
    Duration time = Duration.ofSeconds(stage.form().of(10, 15));
    List<String> broken = new ArrayList<>();
    Tally full = flood(world, CONNECTIONS, 0, time);
    if (full.refused() > 0) {
      broken.add(full.refused() + " were refused at full load");
    }
    var health = new Journal();
    Probe readiness = Probe.of(world.scores().uri(), "/health/readiness", health, stage.scope());
    Tally over;
    try (var watching = Load.start(List.of(readiness))) {
      over = flood(world, 3 * CONNECTIONS, TIMES * full.servedEachSecond(), time);
      watching.stop();
    }
    if (over.servedEachSecond() < GOODPUT * full.servedEachSecond()) {
      broken.add("goodput fell from %s to %s".formatted(told(full), told(over)));
    }
    if (over.within(0.99).compareTo(full.within(0.99).multipliedBy(SLOWER)) > 0) {
      broken.add("who was let in waited: %s, and before %s".formatted(told(over), told(full)));
    }
    long unready = health.count(it -> it.status() != 200);
    if (unready > 0) {
      broken.add("it was not ready " + unready + " times");
    }
    List<String> other = new ArrayList<>(full.other());
    other.addAll(over.other());
    broken.addAll(other);
    return new Row(
        name(),
        "%d clients: %s; %d ×: %s, %d refused"
            .formatted(CONNECTIONS, told(full), TIMES, told(over), over.refused()),
        "5 ms a write",
        full.served().size() + over.served().size(),
        0,
        other.size(),
        over.within(1),
        broken);
  }

  private static Tally flood(World world, int clients, double eachSecond, Duration time)
      throws InterruptedException {
    List<byte[]> requests =
        Stream.generate(() -> request(world.users().accounts())).limit(DIFFERENT).toList();
    return new Flood(
            world.scores().uri(),
            () -> requests.get(ThreadLocalRandom.current().nextInt(requests.size())))
        .run(clients, eachSecond, WARM_UP, time);
  }

  private static byte[] request(List<Account> accounts) {
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
    try (var connection = postgres.connect(World.DATABASE);
        var statement = connection.createStatement()) {
      statement.execute(SLOW);
    }
  }

  private static String told(Tally tally) {
    return "%.0f/s, p99 %d ms".formatted(tally.servedEachSecond(), tally.within(0.99).toMillis());
  }
}
