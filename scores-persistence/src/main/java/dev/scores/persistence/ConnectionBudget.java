package dev.scores.persistence;

/**
 * Divides the connections of the pool between the kinds of work. No thread waits for a connection
 * while it holds one, so one kind delays another for no longer than its statements take, whatever
 * the size of the pool.
 *
 * <ul>
 *   <li>From 5 connections on, the four kinds together leave {@link #free} of them to single
 *       statements and the health check: at least one.
 *   <li>With 4 connections each kind has one; single statements use idle connections.
 *   <li>With 2 or 3 connections batches hold one. The other kinds may hold one each and share the
 *       rest with single statements.
 *   <li>With 1 connection all kinds take turns.
 * </ul>
 *
 * @param connections the size of the pool, 1 or more
 */
record ConnectionBudget(int connections) {

  ConnectionBudget {
    if (connections < 1) {
      throw new IllegalArgumentException(
          "a pool must have 1 connection or more, not " + connections);
    }
  }

  /** Batches of all coalescers together: all that the other kinds leave. */
  int batches() {
    return Math.max(1, connections - lists() - folds() - soloWrites() - free());
  }

  /** Pages of long lists. */
  int lists() {
    return Math.max(1, connections / 4);
  }

  /** The folding of events into the reports: one statement at a time. */
  int folds() {
    return 1;
  }

  /** Writes that a batch has skipped, most of which wait for a locked row. */
  int soloWrites() {
    return Math.max(1, connections / 8);
  }

  /** Connections that the kinds above never take. */
  int free() {
    return connections < 5 ? 0 : Math.max(1, connections / 16);
  }
}
