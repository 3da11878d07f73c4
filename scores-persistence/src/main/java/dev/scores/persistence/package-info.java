/**
 * The PostgreSQL adapters of the ports {@link dev.scores.domain.Scores}, {@link
 * dev.scores.domain.Reports}, {@link dev.scores.domain.Changes}, {@link
 * dev.scores.domain.Attempts}, {@link dev.scores.domain.WebhookTargets}, {@link
 * dev.scores.domain.PersonalData} and {@link dev.scores.domain.FollowedRemovals}.
 *
 * <p>Start with {@link dev.scores.persistence.JdbcScores}. Every operation is one statement and one
 * round trip in autocommit mode, so an operation is atomic because its statement is. {@link
 * dev.scores.persistence.ScoreRows} holds the statements, {@link dev.scores.persistence.ScoreSql}
 * their common parts with the event log, {@code db/migration} the tables. {@link
 * dev.scores.persistence.CoalescedScores} batches simultaneous requests.
 */
@Configuration
@Requires(property = "datasources.default.url")
@NullMarked
package dev.scores.persistence;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
