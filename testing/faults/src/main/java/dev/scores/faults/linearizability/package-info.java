/**
 * A linearizability checker: does each score behave as if one client at a time used it? Each key is
 * checked separately, since a history is linearizable if it is for each object (M. Herlihy and J.
 * Wing, "Linearizability", 1990).
 *
 * <p>Start reading at {@link dev.scores.faults.linearizability.ScoreModel}, the sequential
 * specification. {@link dev.scores.faults.linearizability.RandomClients} call a {@link
 * dev.scores.faults.linearizability.CheckedStore} and record a {@link
 * dev.scores.faults.linearizability.History}. The {@link
 * dev.scores.faults.linearizability.LinearizabilityChecker} searches for a valid order ({@link
 * dev.scores.faults.linearizability.Search}) and reports a {@link
 * dev.scores.faults.linearizability.CounterExample} if there is none.
 *
 * <p>A checker that accepts everything proves nothing: it first has to find the faults of {@link
 * dev.scores.faults.linearizability.CachedReads} and {@link
 * dev.scores.faults.linearizability.CheckThenInsert}.
 */
@NullMarked
package dev.scores.faults.linearizability;

import org.jspecify.annotations.NullMarked;
