/**
 * Who is calling (design, section 3, "Authentication").
 *
 * <p>{@link dev.scores.app.auth.CallerAuthenticationFetcher} reads the header of a protected
 * request and asks the port {@link dev.scores.domain.Callers}; {@link
 * dev.scores.app.auth.CachedCallers} remembers what {@link dev.scores.app.auth.HttpCallers} learns
 * from the users service. With {@code AUTH_MODE=jwt} the package {@code jwt} stands in place of
 * these two. All of it is asynchronous: no thread waits for the users service.
 */
@NullMarked
package dev.scores.app.auth;

import org.jspecify.annotations.NullMarked;
