package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Loses the server with both databases under load, restores it with pgbackrest to a moment before,
 * and goes on with both services on it. Then restores only the scores database, to an earlier
 * moment, beside the users database.
 */
final class RestoreDrill implements Drill {

  private static final int CLIENTS = 8;

  /** Exercises that the audit ignores. */
  private static final int EXERCISE = StoredScore.OTHERS;

  private static final Duration TIME_TO_CATCH_UP = Duration.ofSeconds(90);

  private static final int ATTEMPTS = 20;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  private static final Pattern NEXT = Pattern.compile("\"next\" *: *\"([^\"]+)\"");

  @Override
  public String name() {
    return "point-in-time-restore";
  }

  @Override
  public String promise() {
    return "With both databases on one server that pgbackrest backs up under load, the server is lost and"
        + " restored to a moment: every write acknowledged before it is there, and none that began later."
        + " After the command `after-restore`, tokens from before get 401 and cursors of the change feed 410;"
        + " ids of lost users, scores and events are not used again; webhook targets get every event of the"
        + " restored log; repeated requests with an `Idempotency-Key` are executed once. If only the scores"
        + " database is restored, users removed since then are erased again.";
  }

  /** Backups read and write much. */
  @Override
  public boolean mayRunBesideAnother() {
    return false;
  }

  /** It restores two servers. */
  @Override
  public boolean isInShortForm() {
    return false;
  }

  /** A moment: the time of the server, and {@code System.nanoTime()} before and after. */
  private record Moment(String time, long from, long to) {

    static Moment now(DebianPostgres postgres) throws SQLException {
      long from = System.nanoTime();
      String time = text(postgres, "select clock_timestamp() at time zone 'UTC' || '+00'");
      return new Moment(time, from, System.nanoTime());
    }
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    Pgbackrest backups = Pgbackrest.in(context.directory());
    DebianPostgres postgres =
        context.postgres(
            "main", backups.archiving(DebianPostgres.data(context.directory(), "main")));
    UsersDeployment users = context.ownUsersService(postgres);
    var receiver = context.scope().add(new WebhookReceiver());
    receiver.start();
    Map<String, String> settings =
        Map.of("USERS_SERVICE_URL", users.uri().toString(), "WEBHOOKS", receiver.setting());
    ServiceProcess scores =
        context.scores("scores", postgres.newDatabase(ScoresDeployment.DATABASE), settings);
    DrillContext.awaitReady(scores);
    backups.run(postgres, "stanza-create");
    var early = new RemovedUsers(postgres, postgres);
    var late = new RemovedUsers(postgres, postgres);
    var exchangeLog = new ExchangeLog();
    var writeLog = new WriteLog();
    Moment earlier;
    Moment moment;
    UserAccount lost;
    Set<String> cursors = new HashSet<>();
    try (var load =
            Load.start(
                users.writers(0, CLIENTS, scores.uri(), exchangeLog, writeLog, context.scope()));
        var client = new Client(scores.uri())) {
      exchangeLog.awaitMore(20 * CLIENTS);
      backups.run(postgres, "backup", "--type=full");
      early.add(50);
      exchangeLog.awaitMore(20 * CLIENTS);
      earlier = Moment.now(postgres);
      exchangeLog.awaitMore(20 * CLIENTS);
      early.removeLast();
      early.awaitErased(TIME_TO_CATCH_UP);
      late.add(50);
      addOnce(scores, users.account(0), EXERCISE);
      backups.run(postgres, "backup", "--type=incr");
      exchangeLog.awaitMore(20 * CLIENTS);
      cursors.add(latest(client));
      moment = Moment.now(postgres);
      exchangeLog.awaitMore(50 * CLIENTS);
      late.removeLast();
      late.awaitErased(TIME_TO_CATCH_UP);
      addOnce(scores, users.account(0), EXERCISE + 1);
      lost = users.register("lost");
      addOnce(scores, lost, EXERCISE);
      exchangeLog.awaitMore(20 * CLIENTS);
      cursors.add(latest(client));
      load.stop();
    }
    String segment = text(postgres, "select pg_walfile_name(pg_switch_wal())");
    Await.until(
        "the archive",
        TIME_TO_CATCH_UP,
        () ->
            segment.compareTo(
                    text(postgres, "select coalesce(last_archived_wal, '') from pg_stat_archiver"))
                <= 0);
    long lastSequence = number(postgres, "select max(sequence) from score_events");
    long lastScore = number(postgres, "select max(id) from scores");

    long killed = System.nanoTime();
    scores.kill();
    users.process().kill();
    postgres.kill();
    DebianPostgres restored =
        context
            .scope()
            .add(
                postgres.successor(
                    "restored",
                    data -> backups.restore(data, moment.time()),
                    backups.archiving(DebianPostgres.data(context.directory(), "restored"))));
    Moment restart = Moment.now(restored);
    afterRestore(context.jars().users(), restored.url("users"));
    afterRestore(context.jars().scores(), restored.url(ScoresDeployment.DATABASE));
    ServiceProcess usersAgain = context.scope().add(users.process().restart());
    DrillContext.awaitReady(usersAgain);
    ServiceProcess scoresAgain = context.scope().add(scores.restart());
    DrillContext.awaitReady(scoresAgain);
    Duration down = Duration.ofNanos(System.nanoTime() - killed);

    List<String> wrong = new ArrayList<>();
    expectEndOfTokens(users, lost, scoresAgain, wrong);
    for (String cursor : cursors) {
      try (var client = new Client(scoresAgain.uri())) {
        TimedExchange page = answered(() -> client.get("/scores/changes?after=" + cursor));
        if (page.status() != 410) {
          wrong.add("a cursor from before the restore got status " + page.status());
        }
      }
    }
    UsersDeployment loggedIn = users.loggedIn(restored, usersAgain);
    addOnce(scoresAgain, loggedIn.account(0), EXERCISE);
    addOnce(scoresAgain, loggedIn.account(0), EXERCISE + 1);
    if (loggedIn.register("next").id() <= lost.id()) {
      wrong.add("the id of a lost user came again");
    }
    RemovedUsers earlyRestored = early.on(restored, restored);
    RemovedUsers lateRestored = late.on(restored, restored);
    if (lateRestored.remaining() == 0) {
      wrong.add("a user who was removed after the moment was not restored");
    }
    lateRestored.removeLast();
    lateRestored.awaitErased(TIME_TO_CATCH_UP);
    wrong.addAll(earlyRestored.findings());
    wrong.addAll(lateRestored.findings());

    WriteLog known = writeLog.restoredTo(moment.from(), moment.to());
    try (var load =
        Load.start(
            loggedIn.writers(
                CLIENTS, CLIENTS, scoresAgain.uri(), exchangeLog, known, context.scope()))) {
      exchangeLog.awaitMore(20 * CLIENTS);
      backups.run(restored, "backup", "--type=full");
      load.stop();
    }
    long again =
        number(
            restored,
            "select count(*) from score_events where logged_at > '%s'".formatted(restart.time())
                + " and (sequence <= %d or type = 'a' and score_id <= %d)"
                    .formatted(lastSequence, lastScore));
    if (again > 0) {
      wrong.add(again + " ids or sequence numbers of lost scores and events came again");
    }
    Audit audit = new ScoresDeployment(restored, scoresAgain, loggedIn).audit(known);
    List<String> violations = new ArrayList<>(audit.findings());
    if (!isFollowed(scoresAgain, restored)) {
      wrong.add("a follower that starts again has no exact replica");
    }
    awaitDelivery(receiver, restored, wrong);

    // Only the scores database, beside the users database.
    DebianPostgres older =
        context
            .scope()
            .add(
                restored.sibling(
                    "older",
                    data ->
                        backups.restore(
                            data, earlier.time(), "--archive-mode=off", "--db-include=scores"),
                    "archive_mode = off"));
    RemovedUsers earlyOlder = early.on(restored, older);
    if (earlyOlder.remaining() == 0) {
      wrong.add("the user was not in the older backup");
    }
    afterRestore(context.jars().scores(), older.url(ScoresDeployment.DATABASE));
    context.scores("scores-older", older.url(ScoresDeployment.DATABASE), settings);
    earlyOlder.awaitErased(TIME_TO_CATCH_UP);
    wrong.addAll(earlyOlder.findings());

    violations.addAll(wrong);
    return new DrillResult(
        name(),
        "%d clients write; a full and an incremental backup meanwhile".formatted(CLIENTS),
        "both databases lost and restored to a moment, then the scores database to an earlier one",
        audit.acknowledged(),
        audit.lost(),
        audit.wrong() + wrong.size(),
        down,
        violations);
  }

  /** Sends a request that may be repeated, and expects the response of its one execution. */
  private static void addOnce(ServiceProcess scores, UserAccount account, int exercise)
      throws InterruptedException {
    try (var client = new Client(scores.uri(), Optional.of(account.token()), new ExchangeLog())) {
      TimedExchange added =
          answered(
              () ->
                  client.send(
                      "POST",
                      "/scores",
                      "{\"exercise_id\":%d,\"correct\":true}".formatted(exercise),
                      "Idempotency-Key",
                      "exercise-" + exercise));
      if (added.status() != 201) {
        throw new IllegalStateException(added.toString());
      }
    }
  }

  private interface Request {
    TimedExchange send() throws InterruptedException;
  }

  /** Repeats a request that gets 503, as the first ones after a start may on a busy machine. */
  private static TimedExchange answered(Request request) throws InterruptedException {
    TimedExchange answer = request.send();
    for (int attempt = 1; answer.status() == 503 && attempt < ATTEMPTS; attempt++) {
      Thread.sleep(BETWEEN_ATTEMPTS);
      answer = request.send();
    }
    return answer;
  }

  private static void afterRestore(Path jar, String url) throws InterruptedException {
    Command.run(
        "env",
        "DATABASE_URL=" + url,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-jar",
        jar.toString(),
        "after-restore",
        "--yes");
  }

  private static void expectEndOfTokens(
      UsersDeployment users, UserAccount lost, ServiceProcess scores, List<String> wrong)
      throws InterruptedException {
    for (UserAccount account : List.of(users.account(1), lost)) {
      try (var client = new Client(scores.uri(), Optional.of(account.token()), new ExchangeLog())) {
        TimedExchange own = answered(() -> client.get("/scores/user"));
        if (own.status() != 401) {
          wrong.add("a token from before the restore got status " + own.status());
        }
      }
    }
  }

  private static String latest(Client client) throws InterruptedException {
    TimedExchange page = client.get("/scores/changes?after=latest");
    var next = NEXT.matcher(page.body());
    if (!next.find()) {
      throw new IllegalStateException(page.toString());
    }
    return next.group(1);
  }

  private static boolean isFollowed(ServiceProcess scores, DebianPostgres postgres)
      throws InterruptedException {
    try (var client = new Client(scores.uri())) {
      var follower = new FeedFollower(client, new FollowedEvents("the follower"));
      Await.until(
          "the end of the feed",
          TIME_TO_CATCH_UP,
          () -> {
            follower.once();
            try (var connection = postgres.connect(ScoresDeployment.DATABASE)) {
              return follower.events().isReplicaOf(FollowedEvents.Stored.in(connection));
            }
          });
      return true;
    } catch (IllegalStateException differs) {
      return false;
    }
  }

  /** Waits until the target has got every event of the log, lost ones aside. */
  private static void awaitDelivery(
      WebhookReceiver receiver, DebianPostgres postgres, List<String> wrong) throws Exception {
    List<WebhookEvent> logged;
    try (var connection = postgres.connect(ScoresDeployment.DATABASE)) {
      logged = WebhookEvent.logged(connection);
    }
    try {
      Await.until(
          "all events",
          TIME_TO_CATCH_UP,
          () -> WebhookEvent.missing(logged, receiver.arrivals()).isEmpty());
    } catch (IllegalStateException late) {
      wrong.add(
          WebhookEvent.missing(logged, receiver.arrivals()).size()
              + " events did not arrive at the webhook target");
    }
    wrong.addAll(receiver.violations());
  }

  /** Of the scores database. */
  private static long number(DebianPostgres postgres, String sql) throws SQLException {
    try (var connection = postgres.connect(ScoresDeployment.DATABASE);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static String text(DebianPostgres postgres, String sql) throws SQLException {
    try (var connection = postgres.connect("postgres");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
