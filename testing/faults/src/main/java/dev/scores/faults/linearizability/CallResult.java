package dev.scores.faults.linearizability;

/** What a call is answered. */
public sealed interface CallResult {

  /** An answer that shows the score. */
  sealed interface Shown extends CallResult {
    Seen score();
  }

  /** 201: the score is new. */
  record Added(Seen score) implements Shown {}

  /** 200 to a write. */
  record Updated(Seen score) implements Shown {}

  /** 200 to a read. */
  record Found(Seen score) implements Shown {}

  /** 400 to a {@code POST}. */
  record AlreadyExists() implements CallResult {}

  /** 400 to another write. */
  record NoSuchScore() implements CallResult {}

  /** 412 to a write that expects a version. */
  record VersionMismatch() implements CallResult {}

  /** 404 to a read. */
  record NotFound() implements CallResult {}

  /**
   * None, or 503: what was asked for may have been done, may yet be done, or may never be.
   *
   * @param why for people
   */
  record Unknown(String why) implements CallResult {}

  /**
   * One that no call is ever answered, and so one that no history may hold.
   *
   * @param what for people
   */
  record Wrong(String what) implements CallResult {}
}
