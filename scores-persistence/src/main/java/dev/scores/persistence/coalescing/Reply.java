package dev.scores.persistence.coalescing;

import java.util.function.Supplier;

/** The result of one request in a batch. */
public sealed interface Reply<V> {

  /** The request was executed. */
  record Value<V>(V value) implements Reply<V> {}

  /** The batch skipped the request, without effect. It must be executed alone. */
  record Skipped<V>() implements Reply<V> {}

  /**
   * The batch failed. The request may have had its effect.
   *
   * @param exception creates the exception for the caller
   */
  record Failed<V>(Supplier<? extends RuntimeException> exception) implements Reply<V> {}
}
