package dev.scores.app.auth;

import dev.scores.domain.UserId;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.security.authentication.Authentication;
import java.util.Map;

/** The caller of a request, as the framework's principal. */
public record AuthenticatedCaller(UserId user) implements Authentication {

  /**
   * The caller of the request that this thread serves.
   *
   * @throws java.util.NoSuchElementException on a public route
   */
  public static UserId current() {
    return ServerRequestContext.currentRequest()
        .flatMap(request -> request.getUserPrincipal(AuthenticatedCaller.class))
        .map(AuthenticatedCaller::user)
        .orElseThrow();
  }

  @Override
  public String getName() {
    return Integer.toString(user.value());
  }

  @Override
  public Map<String, Object> getAttributes() {
    return Map.of();
  }
}
