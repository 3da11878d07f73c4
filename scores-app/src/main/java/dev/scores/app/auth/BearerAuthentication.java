package dev.scores.app.auth;

import dev.scores.domain.BearerToken;
import dev.scores.domain.Caller;
import dev.scores.domain.Callers;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Tells the caller of a protected request by its bearer token (RFC 6750, section 2.1). Asks nobody
 * about a public one, whatever its header says.
 */
@Singleton
final class BearerAuthentication implements AuthenticationFetcher<HttpRequest<?>> {

  /** The scheme in any case (RFC 9110, section 11.1), then one word of printable ASCII. */
  private static final Pattern CREDENTIALS =
      Pattern.compile("bearer +(?<token>[\\x21-\\x7e]+)", Pattern.CASE_INSENSITIVE);

  private final Callers callers;

  BearerAuthentication(Callers callers) {
    this.callers = callers;
  }

  @Override
  public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
    if (!isProtected(request)) {
      return Mono.empty();
    }
    List<String> headers =
        request.getHeaders().getAll(HttpHeaders.AUTHORIZATION).stream()
            .map(String::strip)
            .filter(header -> !header.isEmpty())
            .toList();
    if (headers.isEmpty()) {
      return Mono.error(AuthRefusals.tokenRequired());
    }
    return token(headers)
        .map(token -> Mono.fromCompletionStage(callers.identify(token)))
        .orElseGet(() -> Mono.just(new Caller.Rejected()))
        .map(BearerAuthentication::authentication);
  }

  /** The access rules are the contract's: the generated interfaces carry them. */
  private static boolean isProtected(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .flatMap(route -> route.getAnnotationMetadata().stringValue(Secured.class))
        .filter(SecurityRule.IS_AUTHENTICATED::equals)
        .isPresent();
  }

  private static Optional<BearerToken> token(List<String> headers) {
    Matcher credentials = CREDENTIALS.matcher(headers.getFirst());
    return headers.size() == 1 && credentials.matches()
        ? Optional.of(new BearerToken(credentials.group("token")))
        : Optional.empty();
  }

  private static Authentication authentication(Caller caller) {
    return switch (caller) {
      case Caller.Known known -> new AuthenticatedCaller(known.user());
      case Caller.Rejected rejected -> throw AuthRefusals.invalidToken();
      case Caller.Unavailable unavailable -> throw AuthRefusals.unavailable();
    };
  }
}
