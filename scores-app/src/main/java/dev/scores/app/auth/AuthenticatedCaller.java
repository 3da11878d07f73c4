package dev.scores.app.auth;

import dev.scores.domain.UserId;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.security.authentication.Authentication;
import java.util.Map;

/** A caller as the framework carries it along with the request. */
public record AuthenticatedCaller(UserId user) implements Authentication {

  /** Whoever makes the request that this thread serves, on a protected route. */
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
