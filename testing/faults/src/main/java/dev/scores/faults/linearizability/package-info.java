/**
 * Whether each score behaves as if there were one client, however many there are. Each key is
 * judged by itself: a history is linearizable if each object's is (M. Herlihy and J. Wing,
 * "Linearizability", 1990).
 *
 * <p>{@link dev.scores.faults.linearizability.Clients} ask a {@link
 * dev.scores.faults.linearizability.Judged} and write a {@link
 * dev.scores.faults.linearizability.History}; a {@link dev.scores.faults.linearizability.Judge}
 * looks for an order that explains it ({@link dev.scores.faults.linearizability.Search}), and where
 * there is none shows a {@link dev.scores.faults.linearizability.CounterExample}. Start reading at
 * {@link dev.scores.faults.linearizability.ScoreModel}: what one client may see.
 *
 * <p>A judge that accepts everything proves nothing: {@link
 * dev.scores.faults.linearizability.CachedReads} and {@link
 * dev.scores.faults.linearizability.CheckThenInsert} put a fault before any judged, and have to be
 * caught before the judged itself is judged.
 */
@NullMarked
package dev.scores.faults.linearizability;

import org.jspecify.annotations.NullMarked;
