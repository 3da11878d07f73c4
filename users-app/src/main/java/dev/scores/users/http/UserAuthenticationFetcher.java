package dev.scores.users.http;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.BearerCredentials;
import dev.scores.chassis.http.ProtectedRoutes;
import dev.scores.chassis.security.SecurityDetails;
import dev.scores.chassis.security.SecurityEvent;
import dev.scores.chassis.security.SecurityLog;
import dev.scores.chassis.security.SecurityReason;
import dev.scores.users.domain.AccountService;
import dev.scores.users.domain.CallerIdentity;
import dev.scores.users.domain.TokenFault;
import dev.scores.users.domain.UserAccess;
import dev.scores.users.domain.UserAction;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import io.micronaut.security.token.TokenAuthenticationFetcher;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Authenticates the caller of a protected request by its bearer token (RFC 6750, section 2.1): one
 * signature check and one query. Ignores tokens on public routes. Where the route's {@link
 * UserAction} does not require a token, it is optional; with {@link UserAccess#OPEN} an invalid
 * token is ignored there.
 */
@Singleton
@Replaces(TokenAuthenticationFetcher.class)
final class UserAuthenticationFetcher implements AuthenticationFetcher<HttpRequest<?>> {

  private final AccountService accounts;
  private final UserAccess access;
  private final SecurityLog log;
  private final Scheduler blocking;

  UserAuthenticationFetcher(
      AccountService accounts,
      UserAccess access,
      SecurityLog log,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.accounts = accounts;
    this.access = access;
    this.log = log;
    this.blocking = Schedulers.fromExecutorService(blocking);
  }

  @Override
  public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
    if (!ProtectedRoutes.requiresCaller(request)) {
      return Mono.empty();
    }
    boolean isOptional =
        UserAccessRule.action(request).filter(action -> !action.requiresToken()).isPresent();
    Mono<Authentication> caller =
        switch (BearerCredentials.of(request)) {
          case BearerCredentials.None none ->
              isOptional ? Mono.empty() : Mono.error(UserErrors.tokenRequired(request));
          case BearerCredentials.Unreadable other ->
              invalid(SecurityReason.NO_BEARER_TOKEN, request);
          case BearerCredentials.TooLong longer -> invalid(SecurityReason.TOO_LONG, request);
          case BearerCredentials.Token token ->
              Mono.fromCallable(() -> accounts.identify(token.value()))
                  .subscribeOn(blocking)
                  .map(identified -> authentication(identified, request));
        };
    return isOptional && access == UserAccess.OPEN
        ? caller.onErrorResume(ApiException.class, none -> Mono.empty())
        : caller;
  }

  private Mono<Authentication> invalid(SecurityReason reason, HttpRequest<?> request) {
    log.record(SecurityEvent.TOKEN_REJECTED, SecurityDetails.of(reason), request);
    return Mono.error(UserErrors.invalidToken());
  }

  private Authentication authentication(CallerIdentity caller, HttpRequest<?> request) {
    return switch (caller) {
      case CallerIdentity.Known known -> new AuthenticatedUser(known.user(), known.token());
      case CallerIdentity.KnownClient known ->
          new AuthenticatedClient(known.account(), known.scopes());
      case CallerIdentity.Rejected rejected -> {
        log.record(SecurityEvent.TOKEN_REJECTED, details(rejected), request);
        throw error(rejected.fault());
      }
    };
  }

  private static SecurityDetails details(CallerIdentity.Rejected rejected) {
    SecurityDetails details = SecurityDetails.of(reason(rejected.fault()));
    return rejected.user().map(user -> details.withAccount(user.value())).orElse(details);
  }

  private static SecurityReason reason(TokenFault fault) {
    return switch (fault) {
      case MALFORMED -> SecurityReason.MALFORMED;
      case BAD_SIGNATURE -> SecurityReason.BAD_SIGNATURE;
      case BAD_CLAIMS -> SecurityReason.BAD_CLAIMS;
      case EXPIRED -> SecurityReason.EXPIRED;
      case REVOKED -> SecurityReason.REVOKED;
      case UNKNOWN_ACCOUNT -> SecurityReason.UNKNOWN_ACCOUNT;
      case INACTIVE -> SecurityReason.INACTIVE;
    };
  }

  private static ApiException error(TokenFault fault) {
    return switch (fault) {
      case MALFORMED, BAD_SIGNATURE, BAD_CLAIMS, REVOKED -> UserErrors.invalidToken();
      case EXPIRED -> UserErrors.expiredToken();
      case UNKNOWN_ACCOUNT, INACTIVE -> UserErrors.rejectedUser();
    };
  }
}
