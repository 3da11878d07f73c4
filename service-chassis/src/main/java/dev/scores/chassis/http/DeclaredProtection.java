package dev.scores.chassis.http;

import io.micronaut.context.annotation.Secondary;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/** Protection as the contract declares it. */
@Singleton
@Secondary
final class DeclaredProtection implements RouteProtection {

  @Override
  public boolean requiresCaller(HttpRequest<?> request) {
    return ProtectedRoutes.requiresCaller(request);
  }
}
