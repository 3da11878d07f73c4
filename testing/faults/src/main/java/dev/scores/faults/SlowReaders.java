package dev.scores.faults;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Two thousand anonymous clients, from forty addresses, that do not take the list they ask for. */
final class SlowReaders implements Drill {

  private static final int READERS = 2000;
  private static final int ADDRESSES = 40;
  private static final int ROWS = 300_000;
  private static final int OTHERS = 8;
  private static final int MOST_STREAMS = 256;
  private static final long MOST_GROWTH = 64_000_000;
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private static final Duration TIME_TO_OPEN = Duration.ofSeconds(8);

  /** Until each reader has its stream or its refusal, and slow ones have been cut off. */
  private static final Duration TIME = Duration.ofSeconds(22);

  @Override
  public String name() {
    return "slow-readers";
  }

  @Override
  public String promise() {
    return "With 2000 clients that ask for the whole list and read nothing, or 256 bytes every"
        + " 17 s, and a heap of 307 MB: every other request succeeds, the heap after a full"
        + " collection grows by less than 64 MB, and at most 256 streams are open.";
  }

  @Override
  public Row run(Stage stage) throws Exception {
    World world = world(stage);
    ListReader.fill(world.postgres(), ROWS);
    List<String> broken = new ArrayList<>();
    long before = heap(world, stage);
    var others = new Journal();
    long began = System.nanoTime();
    long growth;
    Duration slowest;
    double mostOpen;
    String metrics;
    try (var load = Load.start(others(world, others, stage))) {
      // The others are served as usual before the first slow reader comes.
      others.awaitMore(200);
      stage.scope().add(Load.start(readers(world)));
      Thread.sleep(TIME);
      mostOpen = metric(metrics(world), "http_server_streams_open");
      // Before the heap is measured: a full collection stops everybody.
      slowest = others.slowest(TimedExchange::isSuccess);
      growth = heap(world, stage) - before;
      metrics = metrics(world);
      mostOpen = Math.max(mostOpen, metric(metrics, "http_server_streams_open"));
      load.stop();
    }
    long ended = System.nanoTime();
    double refused = metric(metrics, "http_server_refusals_total{reason=\"streams\"}");
    double cutOff = metric(metrics, "http_server_refusals_total{reason=\"slow_reader\"}");
    if (growth >= MOST_GROWTH) {
      broken.add("the heap grew by %.1f MB".formatted(growth / 1e6));
    }
    if (mostOpen > MOST_STREAMS) {
      broken.add("%.0f streams were open".formatted(mostOpen));
    }
    if (refused == 0 || cutOff == 0) {
      broken.add("%.0f streams were refused and %.0f cut off".formatted(refused, cutOff));
    }
    List<TimedExchange> failed = others.exchanges().filter(it -> !it.isSuccess()).toList();
    failed.stream().limit(5).forEach(it -> broken.add(it.toString()));
    if (slowest.compareTo(LONGEST) > 0) {
      broken.add("another request took %d ms".formatted(slowest.toMillis()));
    }
    return new Row(
        name(),
        "%d slow readers of %d rows: %.0f streams open, %.0f refused, %.0f cut off, heap + %.1f MB"
            .formatted(READERS, ROWS, mostOpen, refused, cutOff, growth / 1e6),
        "responses that are not taken",
        others.count(TimedExchange::isSuccess),
        0,
        failed.size(),
        others.longestGap(TimedExchange::isSuccess, began, ended),
        broken);
  }

  private static World world(Stage stage) throws InterruptedException {
    DebianPostgres postgres = stage.postgres("scores");
    ServiceProcess.Plan plan =
        stage.scoresPlan("scores", postgres.newDatabase(World.DATABASE), Map.of());
    List<String> options = new ArrayList<>(plan.options());
    options.removeIf(option -> option.startsWith("-Xmx"));
    options.add("-Xmx307m");
    ServiceProcess scores =
        stage.start(
            new ServiceProcess.Plan(
                plan.name(), plan.jar(), plan.port(), plan.environment(), options));
    scores.awaitReady();
    return new World(postgres, scores, stage.users());
  }

  private static List<Load.Step> readers(World world) throws UnknownHostException {
    List<Load.Step> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      InetAddress from = InetAddress.getByName("127.0.1." + (1 + i % ADDRESSES));
      // Opened as fast as an attacker's machine would, and not all in the moment of the start.
      Duration before = TIME_TO_OPEN.multipliedBy(i).dividedBy(READERS);
      readers.add(new SlowReader(world.scores().uri(), from, i / ADDRESSES % 2 == 0, before));
    }
    return readers;
  }

  /** Who writes and reads single scores, and asks whether the service is alive. */
  private static List<Load.Step> others(World world, Journal journal, Stage stage) {
    List<Load.Step> others = new ArrayList<>();
    for (int i = 0; i < OTHERS; i++) {
      var token = Optional.of(world.users().account(i).token());
      Client writer = stage.scope().add(new Client(world.scores().uri(), token, journal));
      String score = "{\"exercise_id\":%d,\"correct\":true}".formatted(1 + i);
      others.add(
          () -> {
            writer.send("PATCH", "/scores", score);
            Thread.sleep(Duration.ofMillis(50));
          });
      others.add(Probe.of(world.scores().uri(), "/scores/" + (1 + i), journal, stage.scope()));
    }
    others.add(Probe.of(world.scores().uri(), "/ping", journal, stage.scope()));
    others.add(Probe.of(world.scores().uri(), "/health/readiness", journal, stage.scope()));
    return others;
  }

  private static long heap(World world, Stage stage) throws InterruptedException {
    return ResourceSnapshot.of(world.scores(), world.postgres(), stage.directory()).heap();
  }

  private static String metrics(World world) throws InterruptedException {
    try (var client = new Client(world.scores().uri())) {
      return client.get("/metrics").body();
    }
  }

  private static double metric(String metrics, String name) {
    var line = Pattern.compile("(?m)^" + Pattern.quote(name) + " (\\S+)$").matcher(metrics);
    return line.find() ? Double.parseDouble(line.group(1)) : 0;
  }
}
