package dev.scores.app.auth;

import dev.scores.chassis.http.BearerCredentials;
import dev.scores.chassis.http.RouteProtection;
import dev.scores.chassis.security.SecurityReason;
import dev.scores.domain.BearerToken;
import dev.scores.domain.Caller;
import dev.scores.domain.Callers;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.security.token.TokenAuthenticationFetcher;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Identifies the caller of a protected request by its bearer token (RFC 6750, section 2.1). Ignores
 * the token of a public request.
 */
@Singleton
@Replaces(TokenAuthenticationFetcher.class)
final class CallerAuthenticationFetcher implements AuthenticationFetcher<HttpRequest<?>> {

  private final RouteProtection protection;
  private final Callers callers;
  private final TokenRejectionRecorder rejections;

  CallerAuthenticationFetcher(
      RouteProtection protection, Callers callers, TokenRejectionRecorder rejections) {
    this.protection = protection;
    this.callers = callers;
    this.rejections = rejections;
  }

  @Override
  public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
    if (!protection.requiresCaller(request)) {
      return Mono.empty();
    }
    return switch (BearerCredentials.of(request)) {
      case BearerCredentials.None none -> Mono.error(AuthErrors.tokenRequired());
      case BearerCredentials.Unreadable other -> rejected(SecurityReason.NO_BEARER_TOKEN, request);
      case BearerCredentials.TooLong longer -> rejected(SecurityReason.TOO_LONG, request);
      case BearerCredentials.Token token ->
          Mono.fromCompletionStage(callers.identify(new BearerToken(token.value())))
              .map(CallerAuthenticationFetcher::authentication);
    };
  }

  private Mono<Authentication> rejected(SecurityReason reason, HttpRequest<?> request) {
    rejections.record(reason, request);
    return Mono.error(AuthErrors.invalidToken());
  }

  private static Authentication authentication(Caller caller) {
    return switch (caller) {
      case Caller.Known known -> new AuthenticatedCaller(known.principal());
      case Caller.Rejected rejected -> throw AuthErrors.invalidToken();
      case Caller.Unavailable unavailable -> throw AuthErrors.unavailable();
    };
  }
}
