package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;

/**
 * Determines which requests require authentication. By default the contract does ({@link
 * ProtectedRoutes}); a service in which settings do has a bean of its own.
 */
public interface RouteProtection {

  /** Whether the request requires authentication; false if it has no route. */
  boolean requiresCaller(HttpRequest<?> request);
}
