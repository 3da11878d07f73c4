package dev.scores.users.http.oauth;

import dev.scores.users.api.model.OAuthToken;
import io.micronaut.http.HttpRequest;

/** A way to get a token from {@code POST /oauth/token}. Each bean of this type is one. */
interface TokenGrant {

  /** The parameter {@code grant_type} (RFC 6749, section 4). */
  String type();

  /**
   * Issues a token. Blocks.
   *
   * @throws dev.scores.chassis.http.ApiException one of {@link OAuthErrors}
   */
  OAuthToken issue(TokenRequest parameters, HttpRequest<?> request);
}
