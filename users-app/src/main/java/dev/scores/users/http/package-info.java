/**
 * The HTTP side of users: controllers that implement the generated interfaces.
 *
 * <p>Start with {@link dev.scores.users.http.UsersController} and {@link
 * dev.scores.users.http.AuthController}, whose responses are in the envelope, and {@link
 * dev.scores.users.http.AccountsController}, whose responses are not; {@link
 * dev.scores.users.http.UserPayloadMapper} maps payloads. {@link
 * dev.scores.users.http.UserAuthenticationFetcher} authenticates callers, {@link
 * dev.scores.users.http.UserAccessRule} checks permissions. Errors are {@link
 * dev.scores.users.http.UserErrors}, with the format of {@code /api} in {@link
 * dev.scores.users.http.ApiErrorFormat}.
 */
@NullMarked
package dev.scores.users.http;

import org.jspecify.annotations.NullMarked;
