package dev.scores.users.http;

import dev.scores.users.api.AuthApi;
import dev.scores.users.api.model.AuthStatus;
import dev.scores.users.api.model.Done;
import dev.scores.users.api.model.EmailCredentials;
import dev.scores.users.api.model.NewAccount;
import dev.scores.users.api.model.PasswordChange;
import dev.scores.users.api.model.Success;
import dev.scores.users.api.model.TokenGiven;
import dev.scores.users.domain.AccountKeeping;
import dev.scores.users.domain.AccountName;
import dev.scores.users.domain.ClientAddress;
import dev.scores.users.domain.Login;
import dev.scores.users.domain.Login.LoggedIn;
import dev.scores.users.domain.Login.Refused;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.PasswordChange.Changed;
import dev.scores.users.domain.PasswordChange.WrongPassword;
import dev.scores.users.domain.Registration;
import dev.scores.users.domain.Registration.AlreadyExists;
import dev.scores.users.domain.Registration.Registered;
import dev.scores.users.domain.User;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/**
 * Accounts and tokens in the envelope. What asks the database or hashes is on virtual threads; who
 * calls is known already when a controller is asked.
 */
@Controller
@Consumes(MediaType.ALL)
final class AuthController implements AuthApi {

  private final AccountKeeping accounts;
  private final LoginRecorder logins;
  private final AccountEvents events;
  private final ClientAddresses clients;

  AuthController(
      AccountKeeping accounts,
      LoginRecorder logins,
      AccountEvents events,
      ClientAddresses clients) {
    this.events = events;
    this.accounts = accounts;
    this.logins = logins;
    this.clients = clients;
  }

  @Override
  @ExecuteOn(TaskExecutors.BLOCKING)
  public HttpResponse<TokenGiven> registerInEnvelope(NewAccount payload) {
    return switch (accounts.register(Payloads.signUp(payload), clients.current())) {
      case Registered registered ->
          Wire.created(Wire.given("Successfully registered.", registered.token()));
      case AlreadyExists none -> throw UserRefusals.alreadyExists();
      case Registration.Limited limited -> throw UserRefusals.tooManyAttempts(limited.retryAfter());
    };
  }

  @Override
  @ExecuteOn(TaskExecutors.BLOCKING)
  public HttpResponse<TokenGiven> logInInEnvelope(EmailCredentials payload) {
    AccountName name = Payloads.name(payload);
    Password password = Payloads.shown(payload.getPassword());
    ClientAddress client = clients.current();
    return switch (logins.record(client, () -> accounts.logIn(name, password, client))) {
      case LoggedIn in -> Wire.ok(Wire.given("Successfully logged in.", in.token()));
      case Refused refused -> throw UserRefusals.doesNotExist();
      case Login.Limited limited -> throw UserRefusals.tooManyAttempts(limited.retryAfter());
    };
  }

  @Override
  public HttpResponse<AuthStatus> authStatus() {
    User caller = AuthenticatedUser.current().user();
    return HttpResponse.ok(new AuthStatus(Success.SUCCESS, Wire.user(caller), caller.admin()));
  }

  @Override
  @ExecuteOn(TaskExecutors.BLOCKING)
  public HttpResponse<Done> logOut() {
    accounts.logOut(AuthenticatedUser.current().token());
    return HttpResponse.ok(Wire.done("Successfully logged out."));
  }

  @Override
  @ExecuteOn(TaskExecutors.BLOCKING)
  public HttpResponse<Done> logOutByGet() {
    return logOut();
  }

  @Override
  @ExecuteOn(TaskExecutors.BLOCKING)
  public HttpResponse<TokenGiven> changePassword(PasswordChange payload) {
    User caller = AuthenticatedUser.current().user();
    Password from = Payloads.shown("/old", payload.getOld());
    Password to = Payloads.chosen("/new", payload.get_new(), caller);
    return switch (accounts.changePassword(caller, from, to, clients.current())) {
      case Changed changed -> {
        events.passwordChanged(caller);
        yield HttpResponse.ok(Wire.given("Password was changed!", changed.token()));
      }
      case WrongPassword wrong -> {
        events.currentPasswordRefused(caller);
        throw UserRefusals.wrongPassword();
      }
      case dev.scores.users.domain.PasswordChange.Limited limited ->
          throw UserRefusals.tooManyAttempts(limited.retryAfter());
    };
  }
}
