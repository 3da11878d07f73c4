package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Kills the instance that delivers webhooks, and their target, while clients write to two
 * instances.
 */
final class WebhooksDrill implements Drill {

  private static final int CLIENTS = 8;

  /** The limit for the take-over, and for what was left to deliver. */
  private static final Duration TIME_TO_DELIVER = Duration.ofSeconds(90);

  private static final Duration MAX_TAKE_OVER = Duration.ofSeconds(12);

  /** A number on the instance that delivers, NaN on others. */
  private static final Pattern DELIVERS =
      Pattern.compile("(?m)^webhook_lag_seconds\\{target=\"" + WebhookReceiver.NAME + "\"} [0-9]");

  @Override
  public String name() {
    return "webhooks";
  }

  @Override
  public String promise() {
    return "While the instance that delivers webhooks is killed with `kill -9`, and the target stopped"
        + " and started, under load: every event of the log arrives at the target, the first arrivals in"
        + " order for each user, and another instance takes over within 12 s.";
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    int rounds = context.options().choose(2, 12);
    DebianPostgres postgres = context.postgres("scores");
    String url = postgres.newDatabase(ScoresDeployment.DATABASE);
    var receiver = context.scope().add(new WebhookReceiver());
    receiver.start();
    List<ServiceProcess> instances = new ArrayList<>();
    for (String name : List.of("scores-a", "scores-b")) {
      instances.add(context.scores(name, url, Map.of("WEBHOOKS", receiver.setting())));
    }
    for (ServiceProcess instance : instances) {
      DrillContext.awaitReady(instance);
    }
    awaitDelivering(instances);
    var exchangeLog = new ExchangeLog();
    var writeLog = new WriteLog();
    var random = new Random(1);
    Duration longest = Duration.ZERO;
    try (var load = Load.start(writers(context, instances, exchangeLog, writeLog))) {
      for (int round = 0; round < rounds; round++) {
        exchangeLog.awaitMore(20 * CLIENTS);
        boolean isTargetDown = random.nextBoolean();
        if (isTargetDown) {
          receiver.kill();
          exchangeLog.awaitMore(random.nextInt(20 * CLIENTS));
        }
        int delivering = awaitDelivering(instances);
        long killed = System.nanoTime();
        instances.get(delivering).kill();
        awaitDelivering(List.of(instances.get(1 - delivering)));
        longest = longer(longest, Duration.ofNanos(System.nanoTime() - killed));
        instances.set(delivering, context.scope().add(instances.get(delivering).restart()));
        DrillContext.awaitReady(instances.get(delivering));
        if (isTargetDown) {
          receiver.start();
        } else {
          // A kill between two responses.
          receiver.kill();
          receiver.start();
        }
      }
      exchangeLog.awaitMore(20 * CLIENTS);
      load.stop();
    }
    List<WebhookEvent> logged = logged(postgres);
    awaitArrivals(receiver, logged);
    List<WebhookEvent> arrivals = receiver.arrivals();
    List<String> misplaced = WebhookEvent.misplaced(logged, arrivals);
    List<String> violations = new ArrayList<>(misplaced);
    violations.addAll(receiver.violations());
    if (longest.compareTo(MAX_TAKE_OVER) > 0) {
      violations.add("another instance took over after %d ms".formatted(longest.toMillis()));
    }
    Audit audit =
        new ScoresDeployment(postgres, instances.getFirst(), context.users()).audit(writeLog);
    violations.addAll(audit.findings());
    return new DrillResult(
        name(),
        "%d clients write; %d events in %d messages"
            .formatted(CLIENTS, logged.size(), receiver.messages()),
        "%1$d × kill -9 of the delivering instance, %1$d × of the target".formatted(rounds),
        audit.acknowledged(),
        audit.lost() + WebhookEvent.missing(logged, arrivals).size(),
        audit.wrong() + misplaced.size() + receiver.violations().size(),
        longest,
        violations);
  }

  private static List<ScoreWriter> writers(
      DrillContext context,
      List<ServiceProcess> instances,
      ExchangeLog exchangeLog,
      WriteLog writeLog) {
    List<ScoreWriter> writers = new ArrayList<>();
    for (int i = 0; i < instances.size(); i++) {
      int number = CLIENTS / instances.size();
      URI uri = instances.get(i).uri();
      writers.addAll(
          context.users().writers(i * number, number, uri, exchangeLog, writeLog, context.scope()));
    }
    return writers;
  }

  /** Waits until one of the instances delivers, and returns its index. */
  private static int awaitDelivering(List<ServiceProcess> instances) throws InterruptedException {
    var found = new AtomicInteger(-1);
    Await.until(
        "an instance to deliver webhooks",
        TIME_TO_DELIVER,
        () -> {
          found.set(delivering(instances));
          return found.get() >= 0;
        });
    return found.get();
  }

  private static int delivering(List<ServiceProcess> instances) throws InterruptedException {
    for (int i = 0; i < instances.size(); i++) {
      try (var client = new Client(instances.get(i).uri())) {
        TimedExchange metrics = client.get("/metrics");
        if (metrics.isSuccess() && DELIVERS.matcher(metrics.body()).find()) {
          return i;
        }
      }
    }
    return -1;
  }

  static List<WebhookEvent> logged(DebianPostgres postgres) throws SQLException {
    try (var connection = postgres.connect(ScoresDeployment.DATABASE)) {
      return WebhookEvent.logged(connection);
    }
  }

  /** Waits until every event has arrived, or for the whole time. */
  static void awaitArrivals(WebhookReceiver receiver, List<WebhookEvent> logged)
      throws InterruptedException {
    try {
      Await.until(
          "all events",
          TIME_TO_DELIVER,
          () -> WebhookEvent.missing(logged, receiver.arrivals()).isEmpty());
    } catch (IllegalStateException late) {
      // The result counts the missing events.
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
