package dev.scores.faults.linearizability;

/** What is judged. For many threads. */
public interface Judged {

  /** Asks, and waits for the answer. Never throws for what it does wrong. */
  CallResult answer(Key key, Call call);
}
