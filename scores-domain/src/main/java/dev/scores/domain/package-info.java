/**
 * The rules of scores: which user has solved which exercise.
 *
 * <p>Start with {@link dev.scores.domain.ScoreService}, the use cases. It reads and writes {@link
 * dev.scores.domain.Score}s through the port {@link dev.scores.domain.Scores}; {@link
 * dev.scores.domain.Write} has the rule that decides the {@link dev.scores.domain.Outcome} of a
 * write. The other ports are {@link dev.scores.domain.Callers} (authentication), {@link
 * dev.scores.domain.Reports} (statistics and rankings), {@link dev.scores.domain.Boards} (users by
 * exercises), {@link dev.scores.domain.Changes} (the change feed), {@link
 * dev.scores.domain.Attempts} (history), {@link dev.scores.domain.WebhookTargets} (deliveries),
 * {@link dev.scores.domain.PersonalData} and {@link dev.scores.domain.FollowedRemovals} (erasure).
 * {@link dev.scores.domain.InMemoryScores} and the PostgreSQL adapter pass the same contract tests,
 * which scores-domain-testkit publishes.
 *
 * <p>All types are immutable except the stores. Nothing is ever null.
 */
@NullMarked
package dev.scores.domain;

import org.jspecify.annotations.NullMarked;
