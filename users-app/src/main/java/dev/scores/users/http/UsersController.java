package dev.scores.users.http;

import dev.scores.users.api.UsersApi;
import dev.scores.users.api.model.Done;
import dev.scores.users.api.model.Success;
import dev.scores.users.api.model.UserDraft;
import dev.scores.users.api.model.UserFound;
import dev.scores.users.api.model.UserUpdate;
import dev.scores.users.domain.AccountKeeping;
import dev.scores.users.domain.Addition;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.Removal;
import dev.scores.users.domain.Updating;
import dev.scores.users.domain.Updating.EmailTaken;
import dev.scores.users.domain.Updating.LastAdmin;
import dev.scores.users.domain.Updating.Limited;
import dev.scores.users.domain.Updating.NoSuchUser;
import dev.scores.users.domain.Updating.PasswordRequired;
import dev.scores.users.domain.Updating.Updated;
import dev.scores.users.domain.Updating.UsernameTaken;
import dev.scores.users.domain.Updating.WrongPassword;
import dev.scores.users.domain.User;
import dev.scores.users.domain.UserAct;
import dev.scores.users.domain.UserId;
import dev.scores.users.domain.UserKeeping;
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

/**
 * Users by their ids. On virtual threads: database and hashing block.
 *
 * <p>An id beyond the range is nobody's.
 */
@Controller
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class UsersController implements UsersApi {

  private final UserKeeping users;
  private final AccountKeeping accounts;
  private final UsersGate gate;
  private final AccountEvents events;
  private final ClientAddresses clients;

  UsersController(
      UserKeeping users,
      AccountKeeping accounts,
      UsersGate gate,
      AccountEvents events,
      ClientAddresses clients) {
    this.events = events;
    this.users = users;
    this.accounts = accounts;
    this.gate = gate;
    this.clients = clients;
  }

  @Override
  @Guarded(UserAct.ADD)
  public HttpResponse<Done> addUser(UserDraft payload) {
    return switch (users.add(Payloads.draft(payload), clients.current())) {
      case Addition.Added added -> added(added.user());
      case Addition.EmailTaken taken -> throw UserRefusals.emailTaken();
      case Addition.UsernameTaken taken -> throw UserRefusals.usernameTaken();
    };
  }

  private static HttpResponse<Done> added(User user) {
    return HttpResponse.<Done>created(URI.create("/users/" + user.id().value()))
        .body(Wire.done(user.email().value() + " was added!"));
  }

  @Override
  @Guarded(UserAct.READ)
  public HttpResponse<UserFound> getUser(Long userId) {
    HttpRequest<?> request = ServerRequestContext.currentRequest().orElseThrow();
    boolean withRank = gate.permits(UserAct.SEE_RANK, request);
    return UserId.of(userId)
        .flatMap(users::get)
        .map(user -> HttpResponse.ok(new UserFound(Success.SUCCESS, Wire.shown(user, withRank))))
        .orElseThrow(UserRefusals::noSuchUser);
  }

  @Override
  @Guarded(UserAct.CHANGE)
  public HttpResponse<Done> updateUser(Long userId, UserUpdate payload) {
    dev.scores.users.domain.UserUpdate update =
        Payloads.update(payload, () -> UserId.of(userId).flatMap(users::get));
    Optional<Password> shown =
        Optional.ofNullable(payload.getCurrentPassword())
            .map(text -> Payloads.shown("/current_password", text));
    HttpRequest<?> request = ServerRequestContext.currentRequest().orElseThrow();
    if (update.ranks() && !gate.permits(UserAct.RANK, request)) {
      throw UserRefusals.permissionDenied();
    }
    UserId id = UserId.of(userId).orElseThrow(UserRefusals::noSuchUser);
    Optional<User> self = gate.self(request);
    Updating updating =
        self.map(user -> accounts.update(user, update, shown, clients.current()))
            .orElseGet(() -> users.update(id, update));
    return switch (updating) {
      case Updated updated -> {
        events.updated(updated);
        yield HttpResponse.ok(Wire.done(id.value() + " was updated!"));
      }
      case NoSuchUser none -> throw UserRefusals.noSuchUser();
      case EmailTaken taken -> throw UserRefusals.emailTaken();
      case UsernameTaken taken -> throw UserRefusals.usernameTaken();
      case LastAdmin last -> throw UserRefusals.lastAdmin();
      case PasswordRequired required -> throw UserRefusals.passwordRequired();
      case WrongPassword wrong -> {
        self.ifPresent(events::currentPasswordRefused);
        throw UserRefusals.wrongPassword();
      }
      case Limited limited -> throw UserRefusals.tooManyAttempts(limited.retryAfter());
    };
  }

  @Override
  @Guarded(UserAct.REMOVE)
  public HttpResponse<Done> removeUser(Long userId) {
    UserId id = UserId.of(userId).orElseThrow(UserRefusals::noSuchUser);
    return switch (users.remove(id)) {
      case Removal.Removed removed -> {
        events.removed(removed.user());
        yield HttpResponse.ok(Wire.done(removed.user().email().value() + " was removed!"));
      }
      case Removal.NoSuchUser none -> throw UserRefusals.noSuchUser();
      case Removal.LastAdmin last -> throw UserRefusals.lastAdmin();
    };
  }
}
