/**
 * Scores in PostgreSQL: the adapter behind the port {@link dev.scores.domain.Scores}.
 *
 * <p>Start with {@link dev.scores.persistence.JdbcScores}. Every operation is one statement and one
 * round trip, in autocommit; what is atomic is so because the statement is. {@link
 * dev.scores.persistence.ScoreRows} holds the statements, {@code db/migration} the tables.
 */
@NullMarked
package dev.scores.persistence;

import org.jspecify.annotations.NullMarked;
