package dev.scores.app.fake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The faults of coming requests. Each is used once. Thread-safe. */
final class PendingFaults {

  private final List<RequestFault> pending = new ArrayList<>();
  private int clears;

  /** Adds the fault for so many requests, after the faults that are pending. */
  synchronized void add(RequestFault fault, int count) {
    pending.addAll(Collections.nCopies(count, fault));
  }

  synchronized void clear() {
    pending.clear();
    clears++;
  }

  /** How often {@link #clear} was called; tells a request whether it came before the last call. */
  synchronized int clears() {
    return clears;
  }

  /** Removes and returns the first fault that matches the request. */
  synchronized Optional<RequestFault> take(String method, String path) {
    for (Iterator<RequestFault> faults = pending.iterator(); faults.hasNext(); ) {
      RequestFault fault = faults.next();
      if (fault.matches(method, path)) {
        faults.remove();
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
