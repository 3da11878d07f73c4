package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import dev.scores.devservices.ServiceSpec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Runs 2000 anonymous clients from 40 addresses that request the whole list and do not read it. */
final class SlowReadersDrill implements Drill {

  private static final int READERS = 2000;
  private static final int ADDRESSES = 40;
  private static final int ROWS = 300_000;
  private static final int OTHERS = 8;
  private static final int MOST_STREAMS = 256;
  private static final long MOST_GROWTH = 64_000_000;
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private static final Duration TIME_TO_OPEN = Duration.ofSeconds(8);

  /** Until each reader has its stream or its rejection, and slow readers have been cut off. */
  private static final Duration TIME = Duration.ofSeconds(22);

  @Override
  public String name() {
    return "slow-readers";
  }

  @Override
  public String promise() {
    return "With 2000 clients that request the whole list and read nothing, or 256 bytes every 17 s,"
        + " and a heap of 307 MB: every other request succeeds, the heap after a full collection"
        + " grows by less than 64 MB, and at most 256 streams are open.";
  }

  @Override
  public boolean mayRunBesideAnother() {
    return false;
  }

  @Override
  public DrillResult run(DrillContext context) throws Exception {
    ScoresDeployment deployment = deploy(context);
    ListReader.fill(deployment.postgres(), ROWS);
    List<String> violations = new ArrayList<>();
    long before = heap(deployment, context);
    var others = new ExchangeLog();
    long began = System.nanoTime();
    long growth;
    Duration slowest;
    double mostOpen;
    String metrics;
    try (var load = Load.start(others(deployment, others, context))) {
      // The other clients are served as usual before the first slow reader connects.
      others.awaitMore(200);
      context.scope().add(Load.start(readers(deployment)));
      Thread.sleep(TIME);
      mostOpen = metric(metrics(deployment), "http_server_streams_open");
      // Before the heap is measured: a full collection stops all threads.
      slowest = others.slowest(TimedExchange::isSuccess);
      growth = heap(deployment, context) - before;
      metrics = metrics(deployment);
      mostOpen = Math.max(mostOpen, metric(metrics, "http_server_streams_open"));
      load.stop();
    }
    long ended = System.nanoTime();
    double rejected = metric(metrics, "http_server_rejections_total{reason=\"streams\"}");
    double cutOff = metric(metrics, "http_server_rejections_total{reason=\"slow_reader\"}");
    if (growth >= MOST_GROWTH) {
      violations.add("the heap grew by %.1f MB".formatted(growth / 1e6));
    }
    if (mostOpen > MOST_STREAMS) {
      violations.add("%.0f streams were open".formatted(mostOpen));
    }
    if (rejected == 0 || cutOff == 0) {
      violations.add("%.0f streams were rejected and %.0f cut off".formatted(rejected, cutOff));
    }
    List<TimedExchange> failed = others.exchanges().filter(it -> !it.isSuccess()).toList();
    failed.stream().limit(5).forEach(it -> violations.add(it.toString()));
    if (slowest.compareTo(LONGEST) > 0) {
      violations.add("another request took %d ms".formatted(slowest.toMillis()));
    }
    return new DrillResult(
        name(),
        "%d slow readers of %d rows: %.0f streams open, %.0f rejected, %.0f cut off, heap + %.1f MB"
            .formatted(READERS, ROWS, mostOpen, rejected, cutOff, growth / 1e6),
        "responses that are not read",
        others.count(TimedExchange::isSuccess),
        0,
        failed.size(),
        others.longestGap(TimedExchange::isSuccess, began, ended),
        violations);
  }

  private static ScoresDeployment deploy(DrillContext context) throws InterruptedException {
    DebianPostgres postgres = context.postgres("scores");
    ServiceSpec spec =
        context.scoresSpec("scores", postgres.newDatabase(ScoresDeployment.DATABASE), Map.of());
    List<String> options = new ArrayList<>(context.jvmOptions());
    options.removeIf(option -> option.startsWith("-Xmx"));
    options.add("-Xmx307m");
    ServiceProcess scores = context.start(spec, options);
    DrillContext.awaitReady(scores);
    return new ScoresDeployment(postgres, scores, context.users());
  }

  private static List<Load.Step> readers(ScoresDeployment deployment) throws UnknownHostException {
    List<Load.Step> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      InetAddress from = InetAddress.getByName("127.0.1." + (1 + i % ADDRESSES));
      // As fast as an attacker's machine would, but not all at once.
      Duration before = TIME_TO_OPEN.multipliedBy(i).dividedBy(READERS);
      readers.add(new SlowReader(deployment.scores().uri(), from, i / ADDRESSES % 2 == 0, before));
    }
    return readers;
  }

  /** Clients that write and read single scores and probe the service's health. */
  private static List<Load.Step> others(
      ScoresDeployment deployment, ExchangeLog exchangeLog, DrillContext context) {
    List<Load.Step> others = new ArrayList<>();
    for (int i = 0; i < OTHERS; i++) {
      var token = Optional.of(deployment.users().account(i).token());
      Client writer =
          context.scope().add(new Client(deployment.scores().uri(), token, exchangeLog));
      String score = "{\"exercise_id\":%d,\"correct\":true}".formatted(1 + i);
      others.add(
          () -> {
            writer.send("PATCH", "/scores", score);
            Thread.sleep(Duration.ofMillis(50));
          });
      others.add(
          Probe.of(deployment.scores().uri(), "/scores/" + (1 + i), exchangeLog, context.scope()));
    }
    others.add(Probe.of(deployment.scores().uri(), "/ping", exchangeLog, context.scope()));
    others.add(
        Probe.of(deployment.scores().uri(), "/health/readiness", exchangeLog, context.scope()));
    return others;
  }

  private static long heap(ScoresDeployment deployment, DrillContext context)
      throws InterruptedException {
    return ResourceSnapshot.of(deployment.scores(), deployment.postgres(), context.directory())
        .heap();
  }

  private static String metrics(ScoresDeployment deployment) throws InterruptedException {
    try (var client = new Client(deployment.scores().uri())) {
      return client.get("/metrics").body();
    }
  }

  private static double metric(String metrics, String name) {
    var line = Pattern.compile("(?m)^" + Pattern.quote(name) + " (\\S+)$").matcher(metrics);
    return line.find() ? Double.parseDouble(line.group(1)) : 0;
  }
}
