/**
 * The HTTP side of users: controllers that implement the generated interfaces.
 *
 * <p>Start with {@link dev.scores.users.http.UsersController} and {@link
 * dev.scores.users.http.AuthController}, whose answers are in the envelope, and {@link
 * dev.scores.users.http.AccountsController}, whose answers are flat; {@link
 * dev.scores.users.http.UserPayloadMapper} reads what they are sent. {@link
 * dev.scores.users.http.UserAuthenticationFetcher} tells callers by their tokens, {@link
 * dev.scores.users.http.UserAccessRule} says who may do what with users. What is no success is a
 * {@link dev.scores.users.http.UserErrors}, written under {@code /api} by {@link
 * dev.scores.users.http.FlatErrorFormat}.
 */
@NullMarked
package dev.scores.users.http;

import org.jspecify.annotations.NullMarked;
