package dev.scores.chassis.logging;

import java.util.Optional;

/** Finds the innermost cause of a failure, which tells operators most. */
public final class RootCause {

  private RootCause() {}

  /** The innermost cause; the failure itself if it has none. */
  public static Throwable of(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** The message of the innermost cause; its class if it has none. */
  public static String message(Throwable fault) {
    Throwable root = of(fault);
    return Optional.ofNullable(root.getMessage()).orElseGet(root::toString);
  }

  /** The class of the innermost cause without its package, and its message if it has one. */
  public static String describe(Throwable fault) {
    Throwable root = of(fault);
    return root.getClass().getSimpleName()
        + Optional.ofNullable(root.getMessage()).map(": "::concat).orElse("");
  }
}
