package dev.scores.app.auth;

import dev.scores.domain.Principal;
import dev.scores.domain.UserId;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.security.authentication.Authentication;
import java.util.Map;
import java.util.Optional;

/** The caller of a request, as the framework's principal. */
public record AuthenticatedCaller(Principal principal) implements Authentication {

  /**
   * The caller of the request that this thread serves.
   *
   * @throws java.util.NoSuchElementException on a public route
   */
  public static Principal current() {
    return ifKnown().orElseThrow();
  }

  /** The caller of the request that this thread serves; empty on a public route. */
  public static Optional<Principal> ifKnown() {
    return ServerRequestContext.currentRequest()
        .flatMap(request -> request.getUserPrincipal(AuthenticatedCaller.class))
        .map(AuthenticatedCaller::principal);
  }

  /**
   * The user who sent the request that this thread serves.
   *
   * @throws dev.scores.chassis.http.ApiException if a program sent it
   * @throws java.util.NoSuchElementException on a public route
   */
  public static UserId currentUser() {
    return switch (current()) {
      case Principal.Person person -> person.id();
      case Principal.Program program -> throw AuthErrors.userRequired();
    };
  }

  @Override
  public String getName() {
    return switch (principal) {
      case Principal.Person person -> Integer.toString(person.id().value());
      case Principal.Program program -> program.clientId();
    };
  }

  @Override
  public Map<String, Object> getAttributes() {
    return Map.of();
  }
}
