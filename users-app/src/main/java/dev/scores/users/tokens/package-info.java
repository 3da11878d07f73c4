/**
 * Tokens as JWTs: the adapter behind the port {@link dev.scores.users.domain.Tokens}.
 *
 * <p>Start with {@link dev.scores.users.tokens.JwtTokens}. {@link
 * dev.scores.users.tokens.SigningKeys} are from the configuration, in development from a directory.
 */
@NullMarked
package dev.scores.users.tokens;

import org.jspecify.annotations.NullMarked;
