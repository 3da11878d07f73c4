package dev.scores.faults.linearizability;

/** The result of a call. */
public sealed interface CallResult {

  /** A response with the score. */
  sealed interface WithScore extends CallResult {
    ObservedScore score();
  }

  /** 201: the score is new. */
  record Added(ObservedScore score) implements WithScore {}

  /** 200 to a write. */
  record Updated(ObservedScore score) implements WithScore {}

  /** 200 to a read. */
  record Found(ObservedScore score) implements WithScore {}

  /** 400 to a {@code POST}. */
  record AlreadyExists() implements CallResult {}

  /** 400 to another write. */
  record NoSuchScore() implements CallResult {}

  /** 412 to a write that expects a version. */
  record VersionMismatch() implements CallResult {}

  /** 404 to a read. */
  record NotFound() implements CallResult {}

  /**
   * No response, or 503: the call may have taken effect, may do so later, or never.
   *
   * @param why for messages
   */
  record Unknown(String why) implements CallResult {}

  /**
   * A response that the contract excludes; no history with it is linearizable.
   *
   * @param what for messages
   */
  record Unexpected(String what) implements CallResult {}
}
