package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.RouteAttributes;

/**
 * Determines which routes require authentication, as declared in the contract and repeated in the
 * generated interfaces.
 */
public final class ProtectedRoutes {

  private ProtectedRoutes() {}

  /** Whether the request's route requires authentication; false if it has no route. */
  public static boolean requiresCaller(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .flatMap(route -> route.getAnnotationMetadata().stringValue(Secured.class))
        .filter(SecurityRule.IS_AUTHENTICATED::equals)
        .isPresent();
  }
}
