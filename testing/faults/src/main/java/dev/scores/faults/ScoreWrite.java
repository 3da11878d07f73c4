package dev.scores.faults;

/**
 * One write to a score, with its outcome.
 *
 * @param invoked {@code System.nanoTime()}
 * @param completed {@code System.nanoTime()}
 */
record ScoreWrite(Kind kind, boolean correct, long invoked, long completed, Outcome outcome) {

  /** The rule of the write. */
  enum Kind {
    /** POST: inserts; fails if the score exists. */
    ADD,
    /** PUT with a known id: updates. */
    UPDATE,
    /** PATCH: inserts or updates. */
    UPSERT
  }

  /** The outcome as far as the client knows. */
  sealed interface Outcome {

    /** Carried out; the score then had this version. */
    record Acknowledged(int version) implements Outcome {}

    /** Not carried out: the service rejected it. */
    record Rejected(String why) implements Outcome {}

    /** Not carried out: the request did not reach the service. */
    record NotSent() implements Outcome {}

    /** Carried out once or not at all, possibly later. */
    record Unknown(String why) implements Outcome {}
  }
}
