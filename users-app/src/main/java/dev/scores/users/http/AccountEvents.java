package dev.scores.users.http;

import dev.scores.chassis.security.SecurityDetails;
import dev.scores.chassis.security.SecurityEvent;
import dev.scores.chassis.security.SecurityLog;
import dev.scores.chassis.security.SecurityReason;
import dev.scores.users.domain.AccountId;
import dev.scores.users.domain.ClientId;
import dev.scores.users.domain.ClientTokenOutcome;
import dev.scores.users.domain.LoginOutcome;
import dev.scores.users.domain.UpdateUserOutcome;
import dev.scores.users.domain.User;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Records what the current request does to accounts in the security log. Thread-safe. */
@Singleton
public final class AccountEvents {

  private final SecurityLog log;

  AccountEvents(SecurityLog log) {
    this.log = log;
  }

  void loginFailed(LoginOutcome.Rejected rejected) {
    SecurityDetails details = SecurityDetails.of(reason(rejected.reason()));
    record(
        SecurityEvent.LOGIN_FAILED,
        rejected.user().map(user -> details.withAccount(user.value())).orElse(details));
  }

  void loginFailed(ClientTokenOutcome.Rejected rejected) {
    record(
        SecurityEvent.LOGIN_FAILED,
        rejected
            .account()
            .map(
                client ->
                    SecurityDetails.of(SecurityReason.WRONG_SECRET)
                        .withServiceAccount(client.value()))
            .orElseGet(() -> SecurityDetails.of(SecurityReason.UNKNOWN_ACCOUNT)));
  }

  private static SecurityReason reason(LoginOutcome.Reason reason) {
    return switch (reason) {
      case UNKNOWN_ACCOUNT -> SecurityReason.UNKNOWN_ACCOUNT;
      case WRONG_PASSWORD -> SecurityReason.WRONG_PASSWORD;
      case UNSUPPORTED_HASH -> SecurityReason.UNSUPPORTED_HASH;
      case INACTIVE_USER -> SecurityReason.INACTIVE;
    };
  }

  /**
   * @param user empty if the limit is the client's or the account is unknown
   */
  void loginLimited(Optional<AccountId> user) {
    record(
        SecurityEvent.LOGIN_LIMITED,
        user.map(id -> SecurityDetails.ofAccount(id.value())).orElse(SecurityDetails.NONE));
  }

  void passwordChanged(User user) {
    recordChange(SecurityEvent.PASSWORD_CHANGED, user);
  }

  void emailConfirmed(User user) {
    recordChange(SecurityEvent.EMAIL_CONFIRMED, user);
  }

  void sessionsEnded(User user) {
    recordChange(SecurityEvent.SESSIONS_ENDED, user);
  }

  /** A refresh token of the user was used twice. */
  public void refreshTokenReused(AccountId user) {
    record(SecurityEvent.REFRESH_TOKEN_REUSED, SecurityDetails.ofAccount(user.value()));
  }

  void currentPasswordRejected(User user) {
    recordChange(SecurityEvent.CURRENT_PASSWORD_REJECTED, user);
  }

  void updated(UpdateUserOutcome.Updated updated) {
    User before = updated.before();
    User user = updated.user();
    if (!before.email().equals(user.email())) {
      recordChange(SecurityEvent.EMAIL_CHANGED, user);
    }
    if (before.active() != user.active()) {
      recordChange(
          user.active() ? SecurityEvent.ACCOUNT_REACTIVATED : SecurityEvent.ACCOUNT_DEACTIVATED,
          user);
    }
    if (before.admin() != user.admin()) {
      recordChange(
          user.admin() ? SecurityEvent.ADMIN_GRANTED : SecurityEvent.ADMIN_WITHDRAWN, user);
    }
    if (before.teacher() != user.teacher()) {
      recordChange(
          user.teacher() ? SecurityEvent.TEACHER_GRANTED : SecurityEvent.TEACHER_WITHDRAWN, user);
    }
  }

  void removed(User user) {
    recordChange(SecurityEvent.ACCOUNT_REMOVED, user);
  }

  void serviceAccountCreated(ClientId client) {
    recordChange(SecurityEvent.SERVICE_ACCOUNT_CREATED, client);
  }

  void secretRotated(ClientId client) {
    recordChange(SecurityEvent.SECRET_ROTATED, client);
  }

  void serviceAccountRevoked(ClientId client) {
    recordChange(SecurityEvent.SERVICE_ACCOUNT_REVOKED, client);
  }

  private void recordChange(SecurityEvent event, ClientId client) {
    record(
        event,
        SecurityDetails.NONE
            .withServiceAccount(client.value())
            .withActor(AuthenticatedUser.current().user().id().value()));
  }

  /** The actor is the caller if it is another user; none if anonymous callers may write. */
  private void recordChange(SecurityEvent event, User user) {
    SecurityDetails details = SecurityDetails.ofAccount(user.id().value());
    record(
        event,
        request()
            .getUserPrincipal(AuthenticatedUser.class)
            .map(caller -> caller.user().id())
            .filter(caller -> !caller.equals(user.id()))
            .map(caller -> details.withActor(caller.value()))
            .orElse(details));
  }

  private void record(SecurityEvent event, SecurityDetails details) {
    log.record(event, details, request());
  }

  private static HttpRequest<?> request() {
    return ServerRequestContext.currentRequest().orElseThrow();
  }
}
