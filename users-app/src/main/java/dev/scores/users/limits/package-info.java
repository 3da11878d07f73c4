/**
 * Rate limits of attempts: they slow down password guessing and mass registration without locking
 * users out of their usual networks.
 *
 * <p>Start with {@link dev.scores.users.limits.TokenBucketLimiter}, the adapter of the port {@link
 * dev.scores.users.domain.AttemptLimiter}.
 */
@NullMarked
package dev.scores.users.limits;

import org.jspecify.annotations.NullMarked;
