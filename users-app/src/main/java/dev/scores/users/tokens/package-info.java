/**
 * Tokens as JWTs: the adapter of the port {@link dev.scores.users.domain.Tokens}.
 *
 * <p>Start with {@link dev.scores.users.tokens.JwtTokens}. {@link
 * dev.scores.users.tokens.SigningKeys} come from the settings, in development from a directory.
 */
@NullMarked
package dev.scores.users.tokens;

import org.jspecify.annotations.NullMarked;
