package dev.scores.faults.linearizability;

/** The store under test. Thread-safe. */
public interface CheckedStore {

  /** Executes the call and waits for its result. Never throws for a failure of the store. */
  CallResult invoke(ScoreKey key, Call call);
}
