package dev.scores.faults;

/**
 * What one client did to a pair's score, and what it was told.
 *
 * @param invoked {@code System.nanoTime()}
 * @param completed {@code System.nanoTime()}
 */
record Write(Kind kind, boolean correct, long invoked, long completed, Outcome outcome) {

  /** Which rule the write follows. */
  enum Kind {
    /** POST: where there is none yet. */
    ADD,
    /** PUT, naming an id that the client was told: where it is. */
    UPDATE,
    /** PATCH: either way. */
    UPSERT
  }

  /** What the client knows of it. */
  sealed interface Outcome {

    /** It was carried out, and the score has this version since. */
    record Acknowledged(int version) implements Outcome {}

    /** It was not carried out: the service said that it breaks a rule. */
    record Refused(String why) implements Outcome {}

    /** It was certainly not carried out: it did not reach the service. */
    record NotSent() implements Outcome {}

    /** It may have been carried out, or may be yet, once. */
    record Unknown(String why) implements Outcome {}
  }
}
