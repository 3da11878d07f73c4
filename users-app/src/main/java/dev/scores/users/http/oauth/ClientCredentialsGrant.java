package dev.scores.users.http.oauth;

import dev.scores.users.api.model.AccessTokenTokenType;
import dev.scores.users.api.model.OAuthToken;
import dev.scores.users.domain.ClientAddress;
import dev.scores.users.domain.ClientCredentials;
import dev.scores.users.domain.ClientTokenOutcome;
import dev.scores.users.domain.ClientTokenOutcome.InvalidScope;
import dev.scores.users.domain.ClientTokenOutcome.Issued;
import dev.scores.users.domain.ClientTokenOutcome.Limited;
import dev.scores.users.domain.ClientTokenOutcome.Rejected;
import dev.scores.users.domain.ServiceAccountService;
import dev.scores.users.domain.TokenScope;
import dev.scores.users.http.ClientAddresses;
import dev.scores.users.http.LoginRecorder;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Tokens of service accounts (RFC 6749, section 4.4). */
@Singleton
final class ClientCredentialsGrant implements TokenGrant {

  private final ServiceAccountService accounts;
  private final LoginRecorder logins;
  private final ClientAddresses clients;

  ClientCredentialsGrant(
      ServiceAccountService accounts, LoginRecorder logins, ClientAddresses clients) {
    this.accounts = accounts;
    this.logins = logins;
    this.clients = clients;
  }

  @Override
  public String type() {
    return "client_credentials";
  }

  @Override
  public OAuthToken issue(TokenRequest parameters, HttpRequest<?> request) {
    ClientCredentials credentials =
        BasicCredentials.of(request).orElseThrow(OAuthErrors::credentialsRequired);
    Optional<String> scope = parameters.optional("scope");
    ClientAddress client = clients.current();
    ClientTokenOutcome outcome =
        logins.recordClient(client, () -> accounts.token(credentials, scope, client));
    return switch (outcome) {
      case Issued issued -> token(issued);
      case Rejected rejected -> throw OAuthErrors.invalidClient();
      case InvalidScope invalid -> throw OAuthErrors.invalidScope();
      case Limited limited -> throw OAuthErrors.tooManyAttempts(limited.retryAfter());
    };
  }

  private static OAuthToken token(Issued issued) {
    OAuthToken token =
        new OAuthToken(
            issued.token().value(),
            AccessTokenTokenType.BEARER,
            issued.token().lifetime().toSeconds());
    token.setScope(TokenScope.join(issued.scopes()));
    return token;
  }
}
