package dev.scores.persistence.coalescing;

import java.util.List;
import java.util.function.Supplier;

/** The result of executing a batch. */
public sealed interface BatchResult<V> {

  /**
   * The batch was executed.
   *
   * @param replies one for each request, in the order of the requests
   */
  record Executed<V>(List<Reply<V>> replies) implements BatchResult<V> {
    public Executed {
      replies = List.copyOf(replies);
    }
  }

  /** The batch had no effect, and may succeed without one of its requests. */
  record SingleRequestFailed<V>() implements BatchResult<V> {}

  /**
   * The batch failed as a whole. It may have had its effect.
   *
   * @param exception creates the exception for one of the callers
   */
  record Failed<V>(Supplier<? extends RuntimeException> exception) implements BatchResult<V> {}
}
