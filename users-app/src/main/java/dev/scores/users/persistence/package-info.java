/**
 * Users and service accounts in PostgreSQL: the adapters of the ports {@link
 * dev.scores.users.domain.Users} and {@link dev.scores.users.domain.ServiceAccounts}.
 *
 * <p>Start with {@link dev.scores.users.persistence.JdbcUsers}. Every operation is one statement
 * and one round trip, in autocommit; an operation is atomic because it is one statement. {@link
 * dev.scores.users.persistence.UserRows} and {@link dev.scores.users.persistence.TokenRows} hold
 * the statements, {@code db/migration} the tables.
 */
@NullMarked
package dev.scores.users.persistence;

import org.jspecify.annotations.NullMarked;
