package dev.scores.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a service holds while nobody asks it anything.
 *
 * @param threads virtual ones included
 * @param connections to the database, as the server counts them
 * @param heap bytes in use after a full collection
 */
record ResourceSnapshot(long threads, long connections, long files, long heap) {

  /** What one collection finds dead may keep something alive until the next; so many are enough. */
  private static final int MOST_COLLECTIONS = 10;

  private static final Duration BETWEEN_COLLECTIONS = Duration.ofSeconds(1);

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  /** Takes it; full collections are part of it, until one frees nothing worth speaking of. */
  static ResourceSnapshot of(ServiceProcess service, DebianPostgres postgres, Path directory)
      throws InterruptedException {
    String pid = Long.toString(service.pid());
    Path dump = directory.resolve("threads.txt");
    jcmd(pid, "Thread.dump_to_file", "-overwrite", dump.toString());
    return new ResourceSnapshot(
        threads(dump), postgres.serviceConnections(), files(pid), settledHeap(pid));
  }

  /** What grew or shrank by more than a part, or by more than its few; a sentence each. */
  List<String> differences(ResourceSnapshot later, double part, ResourceSnapshot few) {
    List<String> differences = new ArrayList<>();
    Map.of(
            "threads", new long[] {threads, later.threads, few.threads},
            "connections", new long[] {connections, later.connections, few.connections},
            "file descriptors", new long[] {files, later.files, few.files},
            "bytes of heap", new long[] {heap, later.heap, few.heap})
        .forEach(
            (what, is) -> {
              if (Math.abs(is[1] - is[0]) > Math.max((long) (part * is[0]), is[2])) {
                differences.add("%d %s were %d".formatted(is[1], what, is[0]));
              }
            });
    return differences;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%d threads, %d connections, %d files, %.1f MB",
        threads,
        connections,
        files,
        heap / 1e6);
  }

  /** Each thread's paragraph of a dump begins with its number. */
  private static long threads(Path dump) {
    try (var lines = Files.lines(dump)) {
      return lines.filter(line -> line.startsWith("#")).count();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static long files(String pid) {
    try (var open = Files.list(Path.of("/proc", pid, "fd"))) {
      return open.count();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static long settledHeap(String pid) throws InterruptedException {
    jcmd(pid, "GC.run");
    long before;
    long now = liveBytes(pid);
    int collections = 1;
    do {
      Thread.sleep(BETWEEN_COLLECTIONS);
      before = now;
      now = liveBytes(pid);
    } while (now < 0.99 * before && ++collections < MOST_COLLECTIONS);
    return now;
  }

  /** A histogram counts what is alive: it collects first. */
  private static long liveBytes(String pid) throws InterruptedException {
    return heap(jcmd(pid, "GC.class_histogram"));
  }

  /** The bytes in the last line of a histogram. */
  static long heap(String histogram) {
    var total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IllegalStateException("no histogram: " + histogram);
    }
    return Long.parseLong(total.group(1));
  }

  private static String jcmd(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.addAll(List.of(arguments));
    return Command.run(command);
  }
}
