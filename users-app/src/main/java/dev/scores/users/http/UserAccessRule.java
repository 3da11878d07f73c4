package dev.scores.users.http;

import dev.scores.users.domain.CallerRelation;
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
 * Lets callers through to the {@link RequiresPermission} routes as {@link UserAccess} has it,
 * before any payload is read.
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
        .flatMap(asked -> act(asked).map(act -> verdict(act, asked, caller)))
        .orElseGet(() -> Mono.just(SecurityRuleResult.UNKNOWN));
  }

  private Mono<SecurityRuleResult> verdict(
      UserAction act, HttpRequest<?> request, @Nullable Authentication caller) {
    return permits(act, request, caller)
        ? Mono.just(SecurityRuleResult.ALLOWED)
        : Mono.error(UserErrors.permissionDenied());
  }

  @Override
  public int getOrder() {
    return SecuredAnnotationRule.ORDER - 1;
  }

  /** Whether the request's caller may do that too. */
  public boolean permits(UserAction act, HttpRequest<?> request) {
    return permits(act, request, request.getUserPrincipal(AuthenticatedUser.class).orElse(null));
  }

  /**
   * The caller, where the request is about them and they may not do with users what they like: they
   * act by the rules for users themselves. None where users are open.
   */
  Optional<User> self(HttpRequest<?> request) {
    return request
        .getUserPrincipal(AuthenticatedUser.class)
        .map(AuthenticatedUser::user)
        .filter(user -> access != UserAccess.OPEN && isAbout(user, request));
  }

  /** What the request's route does, if it is one of these. */
  static Optional<UserAction> act(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .flatMap(
            route ->
                route
                    .getAnnotationMetadata()
                    .enumValue(RequiresPermission.class, UserAction.class));
  }

  private boolean permits(UserAction act, HttpRequest<?> request, @Nullable Authentication caller) {
    return access.permits(act, standing(request, caller));
  }

  private static CallerRelation standing(HttpRequest<?> request, @Nullable Authentication caller) {
    if (!(caller instanceof AuthenticatedUser known)) {
      return CallerRelation.STRANGER;
    }
    if (known.user().admin()) {
      return CallerRelation.ADMIN;
    }
    return isAbout(known.user(), request) ? CallerRelation.SELF : CallerRelation.OTHER_USER;
  }

  /** An id has one way to be written. */
  private static boolean isAbout(User user, HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .map(route -> route.getVariableValues().get("user_id"))
        .filter(Integer.toString(user.id().value())::equals)
        .isPresent();
  }
}
