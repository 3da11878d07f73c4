package dev.scores.fuzzer;

/** A running service with access to its data. */
public interface FuzzTarget {

  /** The TCP port of the service on this machine. */
  int port();

  /** A valid token of a user who is allowed to send the contract's examples. */
  String token();

  /** The stored data or a digest of it; equal strings mean that nothing changed. */
  String stored();

  /** Restores the initial data, which the contract's examples refer to. */
  void reset();
}
