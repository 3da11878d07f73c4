package dev.scores.chassis.commands;

/**
 * The number of carrier threads of virtual threads: half the processors, because the event loops
 * need the others. Virtual threads mostly wait for the database; with fewer carriers there are
 * fewer context switches, and more simultaneous requests share a statement (docs/adr/0031): reads
 * are 1.09, upserts 1.04 times as fast as with a carrier for each of two processors.
 */
public final class VirtualThreadCarriers {

  private static final String PROPERTY = "jdk.virtualThreadScheduler.parallelism";

  private VirtualThreadCarriers() {}

  /** Half the processors, rounded down, and at least one. */
  public static int count() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  /**
   * Sets the number, unless the command line gives another. Java reads it when the first virtual
   * thread is created.
   */
  static void configure() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, Integer.toString(count()));
    }
  }
}
