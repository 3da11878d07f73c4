package dev.scores.persistence;

/**
 * How many connections of the pool each kind of work may hold at once. No thread waits for a
 * connection while it holds one, so no kind can lock another out for longer than its statements
 * take, whatever the size of the pool.
 *
 * <ul>
 *   <li>From 5 connections on, the four kinds together leave {@link #free} of them to single
 *       statements and the health check: at least one.
 *   <li>With 4 connections each kind has one, and single statements use what is idle.
 *   <li>With 2 or 3 connections batches hold one. The other kinds may hold one each and share the
 *       rest with single statements.
 *   <li>With 1 connection nothing stays free: all kinds take turns at the pool.
 * </ul>
 *
 * @param connections of the pool, 1 or more
 */
record ConnectionBudget(int connections) {

  ConnectionBudget {
    if (connections < 1) {
      throw new IllegalArgumentException("a pool has 1 connection or more, not " + connections);
    }
  }

  /** Batches of all coalescers together: what the others leave. */
  int batches() {
    return Math.max(1, connections - lists() - reports() - loneWrites() - free());
  }

  /** Pages of lists that may be long. */
  int lists() {
    return Math.max(1, connections / 4);
  }

  /** Reports that look at every score: two keep two processors of the database busy. */
  int reports() {
    return connections < 8 ? 1 : 2;
  }

  /** Writes that a batch has left out, most of which wait for a row that is held. */
  int loneWrites() {
    return Math.max(1, connections / 8);
  }

  /** What the kinds above never take. */
  int free() {
    return connections < 5 ? 0 : Math.max(1, connections / 16);
  }
}
