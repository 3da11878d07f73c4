package dev.scores.faults;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Started resources, closed in reverse order by {@link #close}. Thread-safe; a resource that is
 * added after that is closed at once.
 */
final class ResourceScope implements AutoCloseable {

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private boolean closed;

  synchronized <T extends AutoCloseable> T add(T thing) {
    if (closed) {
      end(thing);
      throw new IllegalStateException("the run is ending");
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
      System.err.println("cannot close: " + fault);
    }
  }
}
