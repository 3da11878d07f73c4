package dev.scores.users.http;

import dev.scores.chassis.http.ProtectedRoutes;
import dev.scores.users.domain.CallerRelation;
import dev.scores.users.domain.TokenScope;
import dev.scores.users.domain.User;
import dev.scores.users.domain.UserAccess;
import dev.scores.users.domain.UserAction;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecuredAnnotationRule;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Security rule of protected routes: applies {@link UserAccess} before the payload is read. The
 * action of a route is that of {@link RequiresPermission}, otherwise {@link
 * UserAction#USE_ACCOUNT}.
 */
@Singleton
public final class UserAccessRule implements SecurityRule<HttpRequest<?>> {

  private final UserAccess access;

  UserAccessRule(UserAccess access) {
    this.access = access;
  }

  @Override
  public Publisher<SecurityRuleResult> check(
      @Nullable HttpRequest<?> request, @Nullable Authentication caller) {
    return Optional.ofNullable(request)
        .flatMap(it -> action(it).map(action -> check(action, it, caller)))
        .orElseGet(() -> Mono.just(SecurityRuleResult.UNKNOWN));
  }

  private Mono<SecurityRuleResult> check(
      UserAction action, HttpRequest<?> request, @Nullable Authentication caller) {
    return permits(action, request, caller)
        ? Mono.just(SecurityRuleResult.ALLOWED)
        : Mono.error(UserErrors.permissionDenied());
  }

  @Override
  public int getOrder() {
    return SecuredAnnotationRule.ORDER - 1;
  }

  /** Whether the request's caller may perform the action. */
  public boolean permits(UserAction action, HttpRequest<?> request) {
    return permits(action, request, request.getUserPrincipal(Authentication.class).orElse(null));
  }

  /**
   * The caller, if the request concerns the caller's own account and the rules for it apply. Empty
   * if {@link UserAccess#OPEN}.
   */
  Optional<User> self(HttpRequest<?> request) {
    return request
        .getUserPrincipal(AuthenticatedUser.class)
        .map(AuthenticatedUser::user)
        .filter(user -> access != UserAccess.OPEN && concerns(user, request));
  }

  /** The action of the request's route; empty if the route is public. */
  static Optional<UserAction> action(HttpRequest<?> request) {
    if (!ProtectedRoutes.requiresCaller(request)) {
      return Optional.empty();
    }
    return RouteAttributes.getRouteMatch(request)
        .flatMap(
            route ->
                route.getAnnotationMetadata().enumValue(RequiresPermission.class, UserAction.class))
        .or(() -> Optional.of(UserAction.USE_ACCOUNT));
  }

  private boolean permits(
      UserAction action, HttpRequest<?> request, @Nullable Authentication caller) {
    return access.permits(action, relation(request, caller));
  }

  private static CallerRelation relation(HttpRequest<?> request, @Nullable Authentication caller) {
    if (caller instanceof AuthenticatedClient client) {
      return client.scopes().contains(TokenScope.USERS_READ)
          ? CallerRelation.READER_CLIENT
          : CallerRelation.CLIENT;
    }
    if (!(caller instanceof AuthenticatedUser known)) {
      return CallerRelation.STRANGER;
    }
    if (known.user().admin()) {
      return CallerRelation.ADMIN;
    }
    return concerns(known.user(), request) ? CallerRelation.SELF : CallerRelation.OTHER_USER;
  }

  /** Compares texts: an id has only one spelling. */
  private static boolean concerns(User user, HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .map(route -> route.getVariableValues().get("user_id"))
        .filter(Integer.toString(user.id().value())::equals)
        .isPresent();
  }
}
