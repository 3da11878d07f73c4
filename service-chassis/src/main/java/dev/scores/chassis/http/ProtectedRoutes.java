package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.RouteAttributes;

/** Which routes want a caller: the contract says so, and the generated interfaces repeat it. */
public final class ProtectedRoutes {

  private ProtectedRoutes() {}

  /** Whether the request's route wants a caller; where it has no route nobody does. */
  public static boolean wantsCaller(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .flatMap(route -> route.getAnnotationMetadata().stringValue(Secured.class))
        .filter(SecurityRule.IS_AUTHENTICATED::equals)
        .isPresent();
  }
}
