/**
 * The rules of scores: who solved which exercise.
 *
 * <p>Start with {@link dev.scores.domain.ScoreService}, the use cases. It writes and reads {@link
 * dev.scores.domain.Score}s through the port {@link dev.scores.domain.Scores}, which a database
 * adapter implements and {@link dev.scores.domain.InMemoryScores} too; what a write came to is an
 * {@link dev.scores.domain.Outcome}. Who is calling, the port {@link dev.scores.domain.Callers}
 * says. Statistics and rankings are a port of their own, {@link dev.scores.domain.Reports}, and so
 * is {@link dev.scores.domain.Changes}, for who keeps a copy. Both stores obey one contract, the
 * test kit in this module's test-jar.
 *
 * <p>Everything here is immutable but the stores, and nothing is ever null.
 */
@NullMarked
package dev.scores.domain;

import org.jspecify.annotations.NullMarked;
