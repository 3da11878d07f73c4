package dev.scores.users.http;

import dev.scores.chassis.http.UnknownIfMalformed;
import dev.scores.users.api.UsersApi;
import dev.scores.users.api.model.Done;
import dev.scores.users.api.model.Success;
import dev.scores.users.api.model.UserDraft;
import dev.scores.users.api.model.UserExported;
import dev.scores.users.api.model.UserFound;
import dev.scores.users.api.model.UserUpdate;
import dev.scores.users.domain.AccountId;
import dev.scores.users.domain.AccountService;
import dev.scores.users.domain.AddUserOutcome;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.UpdateUserOutcome;
import dev.scores.users.domain.UpdateUserOutcome.EmailTaken;
import dev.scores.users.domain.UpdateUserOutcome.LastAdmin;
import dev.scores.users.domain.UpdateUserOutcome.Limited;
import dev.scores.users.domain.UpdateUserOutcome.NoSuchUser;
import dev.scores.users.domain.UpdateUserOutcome.PasswordRequired;
import dev.scores.users.domain.UpdateUserOutcome.Updated;
import dev.scores.users.domain.UpdateUserOutcome.UsernameTaken;
import dev.scores.users.domain.UpdateUserOutcome.WrongPassword;
import dev.scores.users.domain.User;
import dev.scores.users.domain.UserAction;
import dev.scores.users.domain.UserService;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/**
 * Users by id. Runs on virtual threads: database and hashing block. An id out of range is unknown.
 */
@Controller
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class UsersController implements UsersApi {

  private final UserService users;
  private final AccountService accounts;
  private final UserAccessRule accessRule;
  private final AccountEvents events;
  private final RemovalResponses removals;
  private final ClientAddresses clients;

  UsersController(
      UserService users,
      AccountService accounts,
      UserAccessRule accessRule,
      AccountEvents events,
      RemovalResponses removals,
      ClientAddresses clients) {
    this.events = events;
    this.removals = removals;
    this.users = users;
    this.accounts = accounts;
    this.accessRule = accessRule;
    this.clients = clients;
  }

  @Override
  @RequiresPermission(UserAction.ADD)
  public HttpResponse<Done> addUser(UserDraft payload) {
    return switch (users.add(UserPayloadMapper.draft(payload), clients.current())) {
      case AddUserOutcome.Added added -> added(added.user());
      case AddUserOutcome.EmailTaken taken -> throw UserErrors.emailTaken();
      case AddUserOutcome.UsernameTaken taken -> throw UserErrors.usernameTaken();
    };
  }

  private static HttpResponse<Done> added(User user) {
    return HttpResponse.<Done>created(URI.create("/users/" + user.id().value()))
        .body(UserResponseMapper.done(user.email().value() + " was added!"));
  }

  @Override
  @RequiresPermission(UserAction.READ)
  public HttpResponse<UserFound> getUser(Long userId) {
    HttpRequest<?> request = ServerRequestContext.currentRequest().orElseThrow();
    boolean withFlags = accessRule.permits(UserAction.SEE_FLAGS, request);
    return AccountId.of(userId)
        .flatMap(users::get)
        .map(
            user ->
                HttpResponse.ok(
                    new UserFound(Success.SUCCESS, UserResponseMapper.shown(user, withFlags))))
        .orElseThrow(UserErrors::noSuchUser);
  }

  @Override
  @RequiresPermission(UserAction.EXPORT)
  public HttpResponse<UserExported> exportUser(Long userId) {
    Optional<UUID> current = AuthenticatedUser.current().token().session();
    return AccountId.of(userId)
        .flatMap(users::export)
        .map(data -> HttpResponse.ok(UserResponseMapper.exported(data, current)))
        .orElseThrow(UserErrors::noSuchUser);
  }

  @Override
  @RequiresPermission(UserAction.CHANGE)
  public HttpResponse<Done> updateUser(@UnknownIfMalformed Long userId, UserUpdate payload) {
    dev.scores.users.domain.UserUpdate update =
        UserPayloadMapper.update(payload, () -> AccountId.of(userId).flatMap(users::get));
    Optional<Password> shown =
        Optional.ofNullable(payload.getCurrentPassword())
            .map(text -> UserPayloadMapper.shown("/current_password", text));
    HttpRequest<?> request = ServerRequestContext.currentRequest().orElseThrow();
    if (update.changesFlags() && !accessRule.permits(UserAction.CHANGE_FLAGS, request)) {
      throw UserErrors.permissionDenied();
    }
    AccountId id = AccountId.of(userId).orElseThrow(UserErrors::noSuchUser);
    Optional<User> self = accessRule.self(request);
    UpdateUserOutcome outcome =
        self.map(user -> accounts.update(user, update, shown, clients.current()))
            .orElseGet(() -> users.update(id, update));
    return switch (outcome) {
      case Updated updated -> {
        events.updated(updated);
        yield HttpResponse.ok(UserResponseMapper.done(id.value() + " was updated!"));
      }
      case NoSuchUser none -> throw UserErrors.noSuchUser();
      case EmailTaken taken -> throw UserErrors.emailTaken();
      case UsernameTaken taken -> throw UserErrors.usernameTaken();
      case LastAdmin last -> throw UserErrors.lastAdmin();
      case PasswordRequired required -> throw UserErrors.passwordRequired();
      case WrongPassword wrong -> {
        self.ifPresent(events::currentPasswordRejected);
        throw UserErrors.wrongPassword();
      }
      case Limited limited -> throw UserErrors.tooManyAttempts(limited.retryAfter());
    };
  }

  @Override
  @RequiresPermission(UserAction.REMOVE)
  public HttpResponse<Done> removeUser(Long userId) {
    AccountId id = AccountId.of(userId).orElseThrow(UserErrors::noSuchUser);
    return removals.response(users.remove(id));
  }
}
