package dev.scores.users.http;

import dev.scores.chassis.http.BearerCredentials;
import dev.scores.chassis.http.ProtectedRoutes;
import dev.scores.chassis.http.Refusal;
import dev.scores.users.domain.AccountKeeping;
import dev.scores.users.domain.Caller;
import dev.scores.users.domain.UserAccess;
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
 * Tells the caller of a protected request by its bearer token (RFC 6750, section 2.1): one
 * signature and one look-up. Does not look at the token of a public one. On a {@link Guarded} route
 * there may be no token, and where users are open to everybody a token that is none says nothing.
 */
@Singleton
@Replaces(TokenAuthenticationFetcher.class)
final class BearerAuthentication implements AuthenticationFetcher<HttpRequest<?>> {

  private final AccountKeeping accounts;
  private final UserAccess access;
  private final Scheduler blocking;

  BearerAuthentication(
      AccountKeeping accounts,
      UserAccess access,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.accounts = accounts;
    this.access = access;
    this.blocking = Schedulers.fromExecutorService(blocking);
  }

  @Override
  public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
    if (!ProtectedRoutes.wantsCaller(request)) {
      return Mono.empty();
    }
    boolean guarded = UsersGate.act(request).isPresent();
    Mono<Authentication> caller =
        switch (BearerCredentials.of(request)) {
          case BearerCredentials.None none ->
              guarded ? Mono.empty() : Mono.error(UserRefusals.tokenRequired(request));
          case BearerCredentials.Unreadable other -> Mono.error(UserRefusals.invalidToken());
          case BearerCredentials.Token token ->
              Mono.fromCallable(() -> accounts.identify(token.value()))
                  .subscribeOn(blocking)
                  .map(BearerAuthentication::authentication);
        };
    return guarded && access == UserAccess.OPEN
        ? caller.onErrorResume(Refusal.class, none -> Mono.empty())
        : caller;
  }

  private static Authentication authentication(Caller caller) {
    return switch (caller) {
      case Caller.Known known -> new AuthenticatedUser(known.user(), known.token());
      case Caller.Unknown unknown -> throw UserRefusals.invalidToken();
      case Caller.Expired expired -> throw UserRefusals.expiredToken();
      case Caller.Unwelcome unwelcome -> throw UserRefusals.refusedUser();
    };
  }
}
