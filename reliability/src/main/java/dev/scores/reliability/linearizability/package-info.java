/**
 * Whether each score behaves as if there were one client, however many there are. Each key is
 * judged by itself: a history is linearizable if each object's is (M. Herlihy and J. Wing,
 * "Linearizability", 1990).
 *
 * <p>{@link dev.scores.reliability.linearizability.Clients} ask a {@link
 * dev.scores.reliability.linearizability.Judged} and write a {@link
 * dev.scores.reliability.linearizability.History}; a {@link
 * dev.scores.reliability.linearizability.Judge} looks for an order that explains it ({@link
 * dev.scores.reliability.linearizability.Search}), and where there is none shows a {@link
 * dev.scores.reliability.linearizability.CounterExample}. Start reading at {@link
 * dev.scores.reliability.linearizability.ScoreModel}: what one client may see.
 *
 * <p>A judge that accepts everything proves nothing: {@link
 * dev.scores.reliability.linearizability.CachedReads} and {@link
 * dev.scores.reliability.linearizability.CheckThenInsert} put a fault before any judged, and have
 * to be caught before the judged itself is judged.
 */
@NullMarked
package dev.scores.reliability.linearizability;

import org.jspecify.annotations.NullMarked;
