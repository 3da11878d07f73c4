/**
 * Tokens in both services: {@link dev.scores.chassis.tokens.SignedToken} parses a JWT strictly and
 * verifies its signature; {@link dev.scores.chassis.tokens.TokenDigest} is the key of their caches.
 */
@NullMarked
package dev.scores.chassis.tokens;

import org.jspecify.annotations.NullMarked;
