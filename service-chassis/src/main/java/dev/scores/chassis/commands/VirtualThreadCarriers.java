package dev.scores.chassis.commands;

/**
 * The number of threads that carry virtual threads: half the processors, for the event loops need
 * the others. What a virtual thread does in a service is to wait, mostly for the database: with
 * fewer carriers the processors switch less between threads, and more requests that arrive together
 * share a statement (ADR 23).
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
