package dev.scores.app.access;

import dev.scores.app.auth.AuthErrors;
import dev.scores.app.auth.AuthenticatedCaller;
import dev.scores.chassis.http.RouteProtection;
import dev.scores.domain.AccessDecision;
import dev.scores.domain.AccessPolicy;
import dev.scores.domain.Principal;
import dev.scores.domain.ScoreAction;
import dev.scores.domain.Visibility;
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
 * Applies {@link AccessPolicy} to routes with {@link RequiresAccess}, before the query and the
 * payload are read. Their {@code @Secured}, which is generated from the contract, has no effect.
 */
@Singleton
public final class ScoreAccessRule implements SecurityRule<HttpRequest<?>>, RouteProtection {

  private final AccessPolicy policy;

  ScoreAccessRule(AccessPolicy policy) {
    this.policy = policy;
  }

  @Override
  public boolean requiresCaller(HttpRequest<?> request) {
    return action(request).filter(policy::requiresCaller).isPresent();
  }

  @Override
  public Publisher<SecurityRuleResult> check(
      @Nullable HttpRequest<?> request, @Nullable Authentication caller) {
    return Optional.ofNullable(request)
        .flatMap(ScoreAccessRule::action)
        .map(action -> result(policy.decide(action, principal(caller))))
        .orElseGet(() -> Mono.just(SecurityRuleResult.UNKNOWN));
  }

  private static Mono<SecurityRuleResult> result(AccessDecision decision) {
    return switch (decision) {
      case ALLOWED -> Mono.just(SecurityRuleResult.ALLOWED);
      case TOKEN_REQUIRED -> Mono.error(AuthErrors.tokenRequired());
      case NOT_PERMITTED -> Mono.error(AccessErrors.notPermitted());
      case NO_OWN_SCORES -> Mono.error(AuthErrors.userRequired());
    };
  }

  @Override
  public int getOrder() {
    return SecuredAnnotationRule.ORDER - 1;
  }

  /** Whether the caller may perform an action that only the payload reveals. */
  public boolean permits(ScoreAction action, Principal caller) {
    return policy.decide(action, Optional.of(caller)) == AccessDecision.ALLOWED;
  }

  /** The users whose scores the caller of the request that this thread serves may see. */
  public Visibility visibility() {
    return policy.visibility(AuthenticatedCaller.ifKnown());
  }

  /** The action of the request's route; empty if it has none. */
  private static Optional<ScoreAction> action(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .flatMap(
            route ->
                route.getAnnotationMetadata().enumValue(RequiresAccess.class, ScoreAction.class));
  }

  private static Optional<Principal> principal(@Nullable Authentication caller) {
    return caller instanceof AuthenticatedCaller known
        ? Optional.of(known.principal())
        : Optional.empty();
  }
}
