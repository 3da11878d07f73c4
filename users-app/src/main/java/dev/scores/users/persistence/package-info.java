/**
 * Users in PostgreSQL: the adapter behind the port {@link dev.scores.users.domain.Users}.
 *
 * <p>Start with {@link dev.scores.users.persistence.JdbcUsers}. Every operation is one statement
 * and one round trip, in autocommit; what is atomic is so because the statement is. {@link
 * dev.scores.users.persistence.UserRows} and {@link dev.scores.users.persistence.TokenRows} hold
 * the statements, {@code db/migration} the tables.
 */
@NullMarked
package dev.scores.users.persistence;

import org.jspecify.annotations.NullMarked;
