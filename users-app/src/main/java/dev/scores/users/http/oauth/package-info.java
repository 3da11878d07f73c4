/**
 * Tokens for programs by OAuth 2.0: RFC 6749 and the metadata of RFC 8414 (ADR 42).
 *
 * <p>Start with {@link dev.scores.users.http.oauth.OAuthController}, which chooses the {@link
 * dev.scores.users.http.oauth.TokenGrant} of a request. {@link
 * dev.scores.users.http.oauth.TokenRequest} parses payloads; {@link
 * dev.scores.users.http.oauth.OAuthErrorFormat} is the error format of {@code /oauth}.
 */
@NullMarked
package dev.scores.users.http.oauth;

import org.jspecify.annotations.NullMarked;
