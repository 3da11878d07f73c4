package dev.scores.users.http.oauth;

import dev.scores.users.api.model.AccessTokenTokenType;
import dev.scores.users.api.model.OAuthToken;
import dev.scores.users.domain.IssuedTokens;
import dev.scores.users.domain.RefreshOutcome;
import dev.scores.users.domain.SessionService;
import dev.scores.users.http.AccountEvents;
import dev.scores.users.http.ClientAddresses;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/**
 * Tokens that continue a session (RFC 6749, section 6). The clients are public: they do not
 * authenticate, and the refresh token is replaced with each use.
 */
@Singleton
final class RefreshTokenGrant implements TokenGrant {

  private final SessionService sessions;
  private final AccountEvents events;
  private final ClientAddresses clients;

  RefreshTokenGrant(SessionService sessions, AccountEvents events, ClientAddresses clients) {
    this.sessions = sessions;
    this.events = events;
    this.clients = clients;
  }

  @Override
  public String type() {
    return "refresh_token";
  }

  @Override
  public OAuthToken issue(TokenRequest parameters, HttpRequest<?> request) {
    String token = parameters.required("refresh_token");
    return switch (sessions.refresh(token, clients.current())) {
      case RefreshOutcome.Refreshed refreshed -> token(refreshed.tokens());
      case RefreshOutcome.Rejected rejected -> throw OAuthErrors.invalidGrant();
      case RefreshOutcome.Reused reused -> {
        events.refreshTokenReused(reused.user());
        throw OAuthErrors.invalidGrant();
      }
      case RefreshOutcome.Limited limited ->
          throw OAuthErrors.tooManyAttempts(limited.retryAfter());
    };
  }

  private static OAuthToken token(IssuedTokens tokens) {
    OAuthToken token =
        new OAuthToken(
            tokens.access().value(),
            AccessTokenTokenType.BEARER,
            tokens.access().lifetime().toSeconds());
    token.setRefreshToken(tokens.refresh().value());
    return token;
  }
}
