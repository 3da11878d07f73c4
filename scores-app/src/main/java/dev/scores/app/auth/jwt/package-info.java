/**
 * Authentication by verifying the token itself ({@code AUTH_MODE=jwt}). No token is looked up at
 * the users service, so a revoked one is accepted until it expires (docs/adr/0019).
 *
 * <p>Start with {@link dev.scores.app.auth.jwt.JwtCallers}, the adapter of the port {@link
 * dev.scores.domain.Callers}. {@link dev.scores.app.auth.jwt.IssuerKeys} caches the public keys of
 * the users service; {@link dev.scores.app.auth.jwt.TokenVerifier} verifies tokens with them.
 */
@Configuration
@Requires(property = "auth.mode", value = "jwt")
@NullMarked
package dev.scores.app.auth.jwt;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
