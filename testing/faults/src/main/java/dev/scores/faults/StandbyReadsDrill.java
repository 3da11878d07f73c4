package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/** Breaks the standby that answers reads, and then promotes it, while clients write and read. */
final class StandbyReadsDrill implements Drill {

  private static final int WRITERS = 4;
  private static final int OWN_READERS = 4;
  private static final int PUBLIC_READERS = 2;
  private static final Duration MAX_LAG = Duration.ofMillis(500);
  private static final Duration MAX_FAILOVER = Duration.ofSeconds(5);
  private static final Duration MAX_DELAY = Duration.ofSeconds(2);
  private static final Duration TIME_TO_CATCH_UP = Duration.ofSeconds(30);

  private static final Pattern USES =
      Pattern.compile(
          "(?m)^hikaricp_connections_usage_seconds_count\\{pool=\"scores-standby\"} ([0-9.E]+)$");

  @Override
  public String name() {
    return "standby-reads";
  }

  @Override
  public String promise() {
    return "With a standby in `DATABASE_READ_URL`: while its replay is paused, it hangs (SIGSTOP), or is"
        + " killed with `kill -9`, no request fails or takes longer than 2 s, and every caller reads"
        + " its own writes. When the primary is"
        + " killed and the standby promoted, writes resume within 5 s, and no acknowledged write is"
        + " lost. A client of the change feed gets every event once.";
  }

  /** The clients and what they record. */
  private record Clients(
      ExchangeLog exchangeLog,
      WriteLog writeLog,
      Queue<String> stale,
      FollowedEvents followed,
      List<Load.Step> steps,
      FeedFollower feed) {

    static Clients of(ScoresDeployment deployment, DrillContext context) {
      var exchangeLog = new ExchangeLog();
      var writeLog = new WriteLog();
      Queue<String> stale = new ConcurrentLinkedQueue<>();
      List<Load.Step> steps =
          new ArrayList<>(deployment.writers(WRITERS, exchangeLog, writeLog, context.scope()));
      var uri = deployment.scores().uri();
      for (int i = WRITERS; i < WRITERS + OWN_READERS; i++) {
        UserAccount account = deployment.users().account(i);
        var client = new Client(uri, Optional.of(account.token()), exchangeLog);
        steps.add(new OwnWriteReader(context.scope().add(client), account, i, writeLog, stale));
      }
      for (int i = 0; i < PUBLIC_READERS; i++) {
        steps.add(
            new PublicReader(context.scope().add(new Client(uri, Optional.empty(), exchangeLog))));
      }
      var followed = new FollowedEvents("the feed");
      var follower = context.scope().add(new Client(uri, Optional.empty(), exchangeLog));
      return new Clients(
          exchangeLog, writeLog, stale, followed, steps, new FeedFollower(follower, followed));
    }
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    int rounds = context.options().choose(1, 5);
    DebianPostgres primary = context.postgres("primary");
    primary.newDatabase(ScoresDeployment.DATABASE);
    DebianPostgres standby = context.scope().add(primary.standby("standby"));
    String both =
        "postgres://%s@%s,%s/%s"
            .formatted(
                DebianPostgres.SERVICE,
                primary.address(),
                standby.address(),
                ScoresDeployment.DATABASE);
    ServiceProcess scores =
        context.scores(
            "scores",
            both,
            Map.of(
                "DATABASE_READ_URL",
                standby.url(ScoresDeployment.DATABASE),
                "DATABASE_READ_MAX_LAG",
                MAX_LAG.toMillis() + "ms",
                // The users service has no part in this.
                "AUTH_CACHE_TTL",
                "1h"));
    DrillContext.awaitReady(scores);
    var deployment = new ScoresDeployment(standby, scores, context.users());
    var clients = Clients.of(deployment, context);
    List<String> violations = new ArrayList<>();
    long started;
    long killed;
    long promoted;
    FollowedEvents.Stored stored;
    try (var following = Load.start(List.of(clients.feed()))) {
      try (var load = Load.start(clients.steps())) {
        clients.exchangeLog().awaitMore(500);
        awaitUse(scores);
        started = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
          clients.exchangeLog().awaitMore(500);
          standby.pauseReplay();
          Thread.sleep(MAX_LAG.multipliedBy(5));
          standby.resumeReplay();
          awaitUse(scores);
          standby.freeze();
          Thread.sleep(Duration.ofSeconds(5));
          standby.thaw();
          awaitUse(scores);
          standby.kill();
          Thread.sleep(Duration.ofSeconds(3));
          standby.start();
          awaitUse(scores);
        }
        primary.makeSynchronous("standby");
        clients.exchangeLog().awaitMore(100);
        killed = System.nanoTime();
        primary.kill();
        Thread.sleep(Duration.ofSeconds(1));
        promoted = standby.promote();
        Thread.sleep(MAX_FAILOVER);
        clients.exchangeLog().awaitMore(100);
        load.stop();
      }
      try (var connection = standby.connect(ScoresDeployment.DATABASE)) {
        stored = FollowedEvents.Stored.in(connection);
      }
      awaitFollower(clients.followed(), stored);
      following.stop();
    }
    long ended = System.nanoTime();
    Duration resumed = clients.exchangeLog().recoveryTime(promoted, TimedExchange::isSuccess);
    if (resumed.compareTo(MAX_FAILOVER) > 0) {
      violations.add(
          "requests succeeded again %d ms after the promotion".formatted(resumed.toMillis()));
    }
    List<TimedExchange> wrong = new ArrayList<>();
    clients
        .exchangeLog()
        .began(started, killed)
        .filter(it -> it.completed() - killed < 0)
        .filter(it -> !it.isSuccess() || it.completed() - it.invoked() > MAX_DELAY.toNanos())
        .forEach(wrong::add);
    clients
        .exchangeLog()
        .began(killed, promoted)
        .filter(it -> !Outage.isAllowed(it))
        .forEach(wrong::add);
    wrong.stream().limit(5).forEach(it -> violations.add(it.toString()));
    clients.stale().stream().limit(5).forEach(violations::add);
    violations.addAll(clients.followed().findings(stored));
    Audit audit = deployment.audit(clients.writeLog());
    violations.addAll(audit.findings());
    return new DrillResult(
        name(),
        "%d clients write, %d write and read, %d read; the feed: %d events"
            .formatted(WRITERS, OWN_READERS, PUBLIC_READERS, stored.sequences().size()),
        "%d × replay paused, SIGSTOP and kill -9 of the standby; kill -9 of the primary, promotion 1 s later (recovered %d ms after it)"
            .formatted(rounds, resumed.toMillis()),
        audit.acknowledged(),
        audit.lost() + clients.followed().missing(stored),
        audit.wrong() + wrong.size() + clients.stale().size() + clients.followed().excess(stored),
        clients.exchangeLog().longestGap(TimedExchange::isSuccess, started, ended),
        violations);
  }

  /** Waits until the standby answers reads, so that the drill tests what it means to. */
  private static void awaitUse(ServiceProcess scores) throws InterruptedException {
    double before = uses(scores);
    Await.until("the standby to be used", TIME_TO_CATCH_UP, () -> uses(scores) > before + 10);
  }

  private static double uses(ServiceProcess scores) throws InterruptedException {
    try (var client = new Client(scores.uri())) {
      var uses = USES.matcher(client.get("/metrics").body());
      return uses.find() ? Double.parseDouble(uses.group(1)) : 0;
    }
  }

  /** A follower that does not catch up is a finding, later. */
  private static void awaitFollower(FollowedEvents followed, FollowedEvents.Stored stored)
      throws InterruptedException {
    try {
      Await.until(
          "the follower to catch up", TIME_TO_CATCH_UP, () -> followed.missing(stored) == 0);
    } catch (IllegalStateException late) {
      System.err.println(late.getMessage());
    }
  }
}
