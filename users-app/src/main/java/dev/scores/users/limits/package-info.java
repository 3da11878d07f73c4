/**
 * Limits of attempts: guesses at passwords and floods of accounts are slowed down, and no client
 * locks a user out of an address of their own.
 *
 * <p>Start with {@link dev.scores.users.limits.TokenBucketLimiter}, the adapter behind the port
 * {@link dev.scores.users.domain.AttemptLimiter}.
 */
@NullMarked
package dev.scores.users.limits;

import org.jspecify.annotations.NullMarked;
