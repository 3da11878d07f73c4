package dev.scores.faults;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was started, to be ended in reverse order by {@link #close}. Thread-safe; once it is closed,
 * what is still added is ended at once.
 */
final class Scope implements AutoCloseable {

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private boolean closed;

  synchronized <T extends AutoCloseable> T add(T thing) {
    if (closed) {
      end(thing);
      throw new IllegalStateException("told to end");
    }
    started.push(thing);
    return thing;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!started.isEmpty()) {
      end(started.pop());
    }
  }

  private static void end(AutoCloseable thing) {
    try {
      thing.close();
    } catch (Exception fault) {
      System.err.println("could not be ended: " + fault);
    }
  }
}
