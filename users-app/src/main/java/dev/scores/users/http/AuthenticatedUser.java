package dev.scores.users.http;

import dev.scores.users.domain.TokenClaims;
import dev.scores.users.domain.User;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.security.authentication.Authentication;
import java.util.Map;

/** The authenticated caller of a request. */
record AuthenticatedUser(User user, TokenClaims token) implements Authentication {

  /** The caller of the current request, which must be authenticated. */
  static AuthenticatedUser current() {
    return ServerRequestContext.currentRequest()
        .flatMap(request -> request.getUserPrincipal(AuthenticatedUser.class))
        .orElseThrow();
  }

  @Override
  public String getName() {
    return Integer.toString(user.id().value());
  }

  @Override
  public Map<String, Object> getAttributes() {
    return Map.of();
  }
}
