package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Breaks the service and its database while clients write, remove and follow the changes. */
final class LiveStreamsDrill implements Drill {

  private static final int WRITERS = 8;
  private static final int REMOVERS = 2;
  private static final int STREAMS = 8;
  private static final Duration TIME_TO_END = Duration.ofSeconds(10);

  /** The end of the log line of {@code GracefulStop} if responses outlast it. */
  private static final String ABORTED = "are aborted";

  @Override
  public String name() {
    return "live-streams";
  }

  @Override
  public String promise() {
    return "Clients of live streams that reconnect with the last id, and a client of the JSON feed, get"
        + " every change once, and their replicas equal the table, whether the service is killed"
        + " with `kill -9` or stopped, or its database is killed or rejects connections. On SIGTERM the"
        + " service ends open streams in order, and exits within 10 s.";
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    int rounds = context.options().choose(1, 10);
    ScoresDeployment deployment = context.deploy();
    var exchangeLog = new ExchangeLog();
    var writeLog = new WriteLog();
    List<Load.Step> writers =
        new ArrayList<>(deployment.writers(WRITERS, exchangeLog, writeLog, context.scope()));
    writers.addAll(removers(deployment, exchangeLog, context.scope()));
    var followers =
        Followers.of(
            deployment.scores().uri(),
            STREAMS,
            context.scope().add(new Client(deployment.scores().uri())));
    ServiceProcess scores = deployment.scores();
    Duration longest = Duration.ZERO;
    FollowedEvents.Stored stored;
    try (var following = Load.start(followers.steps())) {
      followers.awaitBegin();
      try (var load = Load.start(writers)) {
        for (int round = 0; round < rounds; round++) {
          exchangeLog.awaitMore(20 * WRITERS);
          scores.kill();
          scores = restarted(scores, context);
          exchangeLog.awaitMore(20 * WRITERS);
          longest = longer(longest, stop(scores));
          scores = restarted(scores, context);
          for (DatabaseFault fault : List.of(DatabaseFault.KILLED, DatabaseFault.REJECTING)) {
            exchangeLog.awaitMore(20 * WRITERS);
            DatabaseFault.Repair repair = fault.inject(deployment.postgres());
            Thread.sleep(Duration.ofSeconds(2));
            repair.repair();
          }
        }
        exchangeLog.awaitMore(20 * WRITERS);
        load.stop();
      }
      try (var connection = deployment.postgres().connect(ScoresDeployment.DATABASE)) {
        stored = FollowedEvents.Stored.in(connection);
      }
      followers.awaitEnd(stored);
      // Ends the streams, and so the last step of each follower.
      longest = longer(longest, stop(scores));
      following.stop();
    }
    List<String> violations = new ArrayList<>();
    if (longest.compareTo(TIME_TO_END) > 0) {
      violations.add("the service took %d ms to end".formatted(longest.toMillis()));
    }
    if (Files.readString(context.directory().resolve("scores.log")).contains(ABORTED)) {
      violations.add("the service aborted streams when it stopped");
    }
    return result(rounds, longest, deployment.audit(writeLog), followers, stored, violations);
  }

  private DrillResult result(
      int rounds,
      Duration longest,
      Audit audit,
      Followers followers,
      FollowedEvents.Stored stored,
      List<String> violations) {
    violations.addAll(audit.findings());
    violations.addAll(followers.findings(stored));
    return new DrillResult(
        name(),
        "%d clients write, %d remove; %d streams and the JSON feed: %d events each"
            .formatted(WRITERS, REMOVERS, STREAMS, stored.sequences().size()),
        rounds + " × kill -9, SIGTERM, database killed, database rejecting connections",
        audit.acknowledged(),
        audit.lost() + followers.missing(stored),
        audit.wrong() + followers.excess(stored),
        longest,
        violations);
  }

  private static List<ScoreRemover> removers(
      ScoresDeployment deployment, ExchangeLog exchangeLog, ResourceScope scope) {
    List<ScoreRemover> removers = new ArrayList<>();
    for (int i = 0; i < REMOVERS; i++) {
      String token = deployment.users().account(i).token();
      var client = new Client(deployment.scores().uri(), Optional.of(token), exchangeLog);
      removers.add(new ScoreRemover(scope.add(client)));
    }
    return removers;
  }

  private static ServiceProcess restarted(ServiceProcess scores, DrillContext context)
      throws InterruptedException {
    ServiceProcess restarted = context.scope().add(scores.restart());
    DrillContext.awaitReady(restarted);
    return restarted;
  }

  /** Returns the time from SIGTERM to the exit. */
  private static Duration stop(ServiceProcess scores) throws InterruptedException {
    long signalled = System.nanoTime();
    scores.terminate();
    int status = scores.awaitExit(Duration.ofSeconds(20));
    if (status != 0) {
      throw new IllegalStateException("the service exited with " + status);
    }
    return Duration.ofNanos(System.nanoTime() - signalled);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
