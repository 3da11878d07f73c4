package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
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
 * The resources of a service without load.
 *
 * @param threads including virtual threads
 * @param connections to the database, counted by the server
 * @param heap bytes in use after a full collection
 */
record ResourceSnapshot(long threads, long connections, long files, long heap) {

  /** Several collections may be needed, since finalized objects go with the next one. */
  private static final int MOST_COLLECTIONS = 10;

  private static final Duration BETWEEN_COLLECTIONS = Duration.ofSeconds(1);

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  /** Takes a snapshot after full collections, until one frees less than 1 %. */
  static ResourceSnapshot of(ServiceProcess service, DebianPostgres postgres, Path directory)
      throws InterruptedException {
    String pid = Long.toString(service.pid());
    Path dump = directory.resolve("threads.txt");
    jcmd(pid, "Thread.dump_to_file", "-overwrite", dump.toString());
    return new ResourceSnapshot(
        threads(dump), postgres.serviceConnections(), files(pid), settledHeap(pid));
  }

  /**
   * Returns a sentence for each resource that changed by more than {@code part} and more than
   * {@code tolerance}.
   */
  List<String> differences(ResourceSnapshot later, double part, ResourceSnapshot tolerance) {
    List<String> differences = new ArrayList<>();
    Map.of(
            "threads", new long[] {threads, later.threads, tolerance.threads},
            "connections", new long[] {connections, later.connections, tolerance.connections},
            "file descriptors", new long[] {files, later.files, tolerance.files},
            "bytes of heap", new long[] {heap, later.heap, tolerance.heap})
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

  /** Counts the threads of a dump: each paragraph starts with the thread's number. */
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

  /** A histogram counts live objects only: it collects first. */
  private static long liveBytes(String pid) throws InterruptedException {
    return heap(jcmd(pid, "GC.class_histogram"));
  }

  /** Returns the bytes in the last line of a histogram. */
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
