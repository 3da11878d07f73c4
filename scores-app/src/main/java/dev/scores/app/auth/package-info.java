/**
 * Authentication of callers by bearer token.
 *
 * <p>Start with {@link dev.scores.app.auth.CallerAuthenticationFetcher}, which passes the token of
 * a protected request to the port {@link dev.scores.domain.Callers}. {@link
 * dev.scores.app.auth.HttpCallers} calls the users service and {@link
 * dev.scores.app.auth.CachedCallers} caches the result. With {@code AUTH_MODE=jwt} the package
 * {@code jwt} replaces both. No thread blocks on the users service.
 */
@NullMarked
package dev.scores.app.auth;

import org.jspecify.annotations.NullMarked;
