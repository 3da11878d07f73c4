package dev.scores.devservices;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Processes that outlived the JVM that started them. */
final class LeftoverProcess {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  private LeftoverProcess() {}

  /** The processes whose command line contains all of the words. */
  static List<ProcessHandle> findAll(String... words) {
    return ProcessHandle.allProcesses().filter(process -> matches(process, words)).toList();
  }

  /**
   * Whether the command line contains all of the words. A process that has exited but was not
   * reaped has no command line.
   */
  static boolean matches(ProcessHandle process, String... words) {
    var commandLine = process.info().commandLine().orElse("");
    return Arrays.stream(words).allMatch(commandLine::contains);
  }

  /** Returns whether the process exited within the timeout. */
  static boolean awaitExit(ProcessHandle process, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    // Not onExit(): it would also wait until the process is reaped.
    while (process.info().commandLine().isPresent()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      try {
        Thread.sleep(POLL_INTERVAL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
