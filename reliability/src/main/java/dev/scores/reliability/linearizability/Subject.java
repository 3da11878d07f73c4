package dev.scores.reliability.linearizability;

/** What is judged. For many threads. */
public interface Subject {

  /** Asks, and waits for the answer. Never throws for what the subject does wrong. */
  Answer answer(Key key, Call call);
}
