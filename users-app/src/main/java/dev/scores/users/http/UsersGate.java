package dev.scores.users.http;

import dev.scores.users.domain.Standing;
import dev.scores.users.domain.User;
import dev.scores.users.domain.UserAccess;
import dev.scores.users.domain.UserAct;
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
 * Lets callers through to the {@link Guarded} routes as {@link UserAccess} has it, before any
 * payload is read.
 */
@Singleton
public final class UsersGate implements SecurityRule<HttpRequest<?>> {

  private final UserAccess access;

  UsersGate(UserAccess access) {
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
      UserAct act, HttpRequest<?> request, @Nullable Authentication caller) {
    return permits(act, request, caller)
        ? Mono.just(SecurityRuleResult.ALLOWED)
        : Mono.error(UserRefusals.permissionDenied());
  }

  @Override
  public int getOrder() {
    return SecuredAnnotationRule.ORDER - 1;
  }

  /** Whether the request's caller may do that too. */
  public boolean permits(UserAct act, HttpRequest<?> request) {
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
  static Optional<UserAct> act(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .flatMap(route -> route.getAnnotationMetadata().enumValue(Guarded.class, UserAct.class));
  }

  private boolean permits(UserAct act, HttpRequest<?> request, @Nullable Authentication caller) {
    return access.permits(act, standing(request, caller));
  }

  private static Standing standing(HttpRequest<?> request, @Nullable Authentication caller) {
    if (!(caller instanceof AuthenticatedUser known)) {
      return Standing.STRANGER;
    }
    if (known.user().admin()) {
      return Standing.ADMIN;
    }
    return isAbout(known.user(), request) ? Standing.SELF : Standing.OTHER_USER;
  }

  /** An id has one way to be written. */
  private static boolean isAbout(User user, HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .map(route -> route.getVariableValues().get("user_id"))
        .filter(Integer.toString(user.id().value())::equals)
        .isPresent();
  }
}
