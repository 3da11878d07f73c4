package dev.scores.devservices;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A process that outlived the JVM which started it, known by its number and its command line. */
final class OrphanProcess {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private OrphanProcess() {}

  /**
   * The process of that number if its command line contains the words: the number alone may be
   * somebody else's by now. One that is dead but not yet reaped has no command line, and none here.
   */
  static Optional<ProcessHandle> find(long pid, String... words) {
    return ProcessHandle.of(pid).filter(process -> says(process, words));
  }

  private static boolean says(ProcessHandle process, String... words) {
    var commandLine = process.info().commandLine().orElse("");
    return process.isAlive() && Arrays.stream(words).allMatch(commandLine::contains);
  }

  /** Returns whether it came true in time. */
  static boolean await(BooleanSupplier condition, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      try {
        Thread.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
