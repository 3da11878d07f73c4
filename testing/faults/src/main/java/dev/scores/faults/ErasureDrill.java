package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Removes users while the users service and the scores service are killed at random times and other
 * users write, and checks what remains of them.
 */
final class ErasureDrill implements Drill {

  private static final int CLIENTS = 8;

  private static final Duration MAX_TIME = Duration.ofSeconds(5);

  /** The limit for what was left to erase. */
  private static final Duration TIME_TO_ERASE = Duration.ofSeconds(60);

  /** Longer than a poll, so that a kill hits each part of it. */
  private static final int MAX_MILLIS_TO_KILL = 1500;

  @Override
  public String name() {
    return "erasure";
  }

  @Override
  public String promise() {
    return "While the users service and the scores service are killed with `kill -9` at random times, under"
        + " load: everything about each removed user is erased, except one tombstone for each score, and"
        + " nothing of another user; a client of the change feed ends up without them. Where both services"
        + " are up, this takes at most 5 s.";
  }

  /** It restarts services in a row and compares a time. */
  @Override
  public boolean mayRunBesideAnother() {
    return false;
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    int kills = context.options().choose(6, 200);
    UsersDeployment users = context.ownUsersService();
    DebianPostgres postgres = context.postgres("scores");
    ServiceProcess usersProcess = users.process();
    ServiceProcess scores =
        context.scores(
            "scores",
            postgres.newDatabase(ScoresDeployment.DATABASE),
            Map.of("USERS_SERVICE_URL", users.uri().toString()));
    DrillContext.awaitReady(scores);
    var removed = new RemovedUsers(users.postgres(), postgres);
    var exchangeLog = new ExchangeLog();
    var writeLog = new WriteLog();
    var follower =
        new FeedFollower(
            context.scope().add(new Client(scores.uri())), new FollowedEvents("the follower"));
    var random = new Random(1);
    Duration longest = Duration.ZERO;
    List<Load.Step> clients =
        new ArrayList<>(
            users.writers(0, CLIENTS, scores.uri(), exchangeLog, writeLog, context.scope()));
    clients.add(follower);
    try (var load = Load.start(clients)) {
      for (int kill = 0; kill < kills; kill++) {
        // Every fourth one takes several transactions.
        removed.remove(kill % 4 == 0 ? 2500 : 20);
        Thread.sleep(random.nextInt(MAX_MILLIS_TO_KILL));
        if (random.nextBoolean()) {
          scores.kill();
          scores = context.scope().add(scores.restart());
          DrillContext.awaitReady(scores);
        } else {
          usersProcess.kill();
          usersProcess = context.scope().add(usersProcess.restart());
          DrillContext.awaitReady(usersProcess);
        }
        removed.awaitErased(TIME_TO_ERASE);
        longest = longer(longest, removed.timeToErase(MAX_TIME.multipliedBy(4)));
        removed.writeLate();
        exchangeLog.awaitMore(CLIENTS);
      }
      removed.awaitErased(TIME_TO_ERASE);
      exchangeLog.awaitMore(20 * CLIENTS);
      load.stop();
    }
    Audit audit = new ScoresDeployment(postgres, scores, users).audit(writeLog);
    List<String> violations = new ArrayList<>(audit.findings());
    List<String> remains = removed.findings();
    violations.addAll(remains);
    if (!isReplica(follower, postgres)) {
      violations.add("the replica of the follower differs from the table");
    }
    if (longest.compareTo(MAX_TIME) > 0) {
      violations.add("an erasure took %d ms".formatted(longest.toMillis()));
    }
    return new DrillResult(
        name(),
        "%d clients write; %d users with %d scores are removed"
            .formatted(CLIENTS, removed.users(), removed.scores()),
        kills + " × kill -9 of a service",
        audit.acknowledged(),
        audit.lost(),
        audit.wrong() + remains.size(),
        longest,
        violations);
  }

  /** Reads the rest of the feed, and compares. */
  private static boolean isReplica(FeedFollower follower, DebianPostgres postgres)
      throws InterruptedException {
    try {
      Await.until(
          "the end of the feed",
          TIME_TO_ERASE,
          () -> {
            follower.once();
            try (var connection = postgres.connect(ScoresDeployment.DATABASE)) {
              return follower.events().isReplicaOf(FollowedEvents.Stored.in(connection));
            } catch (SQLException fault) {
              throw new IllegalStateException(fault);
            }
          });
      return true;
    } catch (IllegalStateException differs) {
      return false;
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
