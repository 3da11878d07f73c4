package dev.scores.fuzzer;

/** A running service, and what the fuzzer must be able to do with it beside HTTP. */
public interface FuzzTarget {

  /** Its port on this machine. */
  int port();

  /** A token that is good now, of somebody who may do what the contract's examples do. */
  String token();

  /**
   * What the service has stored, or a digest of it: two of these are equal where nothing changed.
   */
  String stored();

  /** Puts back what was stored when the subject was made: what the contract's examples name. */
  void reset();
}
