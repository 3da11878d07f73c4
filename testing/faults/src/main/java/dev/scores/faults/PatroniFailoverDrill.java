package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kills the primary of a cluster that Patroni manages, while clients write and follow the feed. */
final class PatroniFailoverDrill implements Drill {

  private static final int CLIENTS = 8;
  private static final Duration MAX_FAILOVER = Duration.ofSeconds(30);
  private static final Duration TIME_TO_CATCH_UP = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "patroni-failover";
  }

  @Override
  public String promise() {
    return "With Patroni, etcd and HAProxy as in `deploy/patroni`, Patroni and PostgreSQL of the primary"
        + " are killed with `kill -9` under load: writes resume within 30 s, no"
        + " acknowledged write is lost, a client of the change feed gets every event once, and the"
        + " killed node joins again as the synchronous standby.";
  }

  /** It takes two minutes, and needs packages that no other drill needs. */
  @Override
  public boolean isInShortForm() {
    return false;
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    int rounds = context.options().choose(1, 3);
    PatroniCluster cluster = context.scope().add(PatroniCluster.start(context.directory()));
    ServiceProcess scores =
        context.scores("scores", cluster.url(), Map.of("DATABASE_READ_URL", cluster.standbyUrl()));
    DrillContext.awaitReady(scores);
    var exchangeLog = new ExchangeLog();
    var writeLog = new WriteLog();
    List<ScoreWriter> writers =
        context.users().writers(0, CLIENTS, scores.uri(), exchangeLog, writeLog, context.scope());
    var followed = new FollowedEvents("the feed");
    var follower =
        new FeedFollower(
            context.scope().add(new Client(scores.uri(), Optional.empty(), new ExchangeLog())),
            followed);
    List<String> violations = new ArrayList<>();
    List<TimedExchange> wrong = new ArrayList<>();
    Duration longest = Duration.ZERO;
    FollowedEvents.Stored stored;
    Audit audit;
    try (var following = Load.start(List.of(follower))) {
      try (var load = Load.start(writers)) {
        for (int round = 0; round < rounds; round++) {
          exchangeLog.awaitMore(20 * CLIENTS);
          long killed = System.nanoTime();
          Runnable restart = cluster.killPrimary();
          exchangeLog.awaitMore(1);
          exchangeLog.awaitMore(20 * CLIENTS);
          long back = System.nanoTime();
          Duration gap = exchangeLog.longestGap(TimedExchange::isSuccess, killed, back);
          longest = gap.compareTo(longest) > 0 ? gap : longest;
          exchangeLog.began(killed, back).filter(it -> !Outage.isAllowed(it)).forEach(wrong::add);
          restart.run();
          cluster.awaitSynchronousStandby();
        }
        load.stop();
      }
      try (var connection = cluster.connect()) {
        stored = FollowedEvents.Stored.in(connection);
        audit = writeLog.audit(StoredScore.all(connection));
      }
      FollowedEvents.Stored all = stored;
      Await.until("the follower to catch up", TIME_TO_CATCH_UP, () -> followed.missing(all) == 0);
      following.stop();
    }
    if (longest.compareTo(MAX_FAILOVER) > 0) {
      violations.add("writes resumed after %d ms".formatted(longest.toMillis()));
    }
    wrong.stream().limit(5).forEach(it -> violations.add(it.toString()));
    violations.addAll(audit.findings());
    violations.addAll(followed.findings(stored));
    return new DrillResult(
        name(),
        "%d clients write; the feed: %d events".formatted(CLIENTS, stored.sequences().size()),
        rounds + " × kill -9 of Patroni and PostgreSQL of the primary",
        audit.acknowledged(),
        audit.lost() + followed.missing(stored),
        audit.wrong() + wrong.size() + followed.excess(stored),
        longest,
        violations);
  }
}
