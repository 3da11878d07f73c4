package dev.scores.chassis.logging;

import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * An entry of the MDC, and so of log lines, of each thread that works for a request. Sets one
 * entry, without a copy of the map.
 */
public record MdcEntry(String key, String value)
    implements ThreadPropagatedContextElement<@Nullable String> {

  @Override
  public @Nullable String updateThreadContext() {
    String before = MDC.get(key);
    MDC.put(key, value);
    return before;
  }

  @Override
  public void restoreThreadContext(@Nullable String before) {
    if (before == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, before);
    }
  }
}
