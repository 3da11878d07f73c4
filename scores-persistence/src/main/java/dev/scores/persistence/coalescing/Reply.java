package dev.scores.persistence.coalescing;

/** What became of a request in a batch. */
public sealed interface Reply<A> {

  /** It was executed. */
  record Answer<A>(A value) implements Reply<A> {}

  /** The batch has left it out, without effect: it is to be executed alone. */
  record Unanswered<A>() implements Reply<A> {}

  /** The batch failed; what it was to do may have happened or not. */
  record Failure<A>(Throwable fault) implements Reply<A> {}
}
