/**
 * How often somebody may try: guesses at passwords and floods of accounts are slowed down, and
 * nobody can lock a victim out from elsewhere.
 *
 * <p>Start with {@link dev.scores.users.limits.AttemptLimits}. {@link
 * dev.scores.chassis.limits.TrustedProxies} tells the address that a request comes from.
 */
@NullMarked
package dev.scores.users.limits;

import org.jspecify.annotations.NullMarked;
