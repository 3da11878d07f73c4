package dev.scores.users.http;

import dev.scores.users.api.AuthApi;
import dev.scores.users.api.model.AuthStatus;
import dev.scores.users.api.model.Done;
import dev.scores.users.api.model.EmailCredentials;
import dev.scores.users.api.model.NewAccount;
import dev.scores.users.api.model.OwnPassword;
import dev.scores.users.api.model.PasswordChange;
import dev.scores.users.api.model.TokenGiven;
import dev.scores.users.domain.AccountService;
import dev.scores.users.domain.ClientAddress;
import dev.scores.users.domain.LoginIdentifier;
import dev.scores.users.domain.LoginOutcome;
import dev.scores.users.domain.LoginOutcome.LoggedIn;
import dev.scores.users.domain.LoginOutcome.Rejected;
import dev.scores.users.domain.MailService;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.PasswordChange.Changed;
import dev.scores.users.domain.PasswordChange.WrongPassword;
import dev.scores.users.domain.RegistrationOutcome;
import dev.scores.users.domain.RegistrationOutcome.AlreadyExists;
import dev.scores.users.domain.RegistrationOutcome.Registered;
import dev.scores.users.domain.RemoveAccountOutcome;
import dev.scores.users.domain.User;
import dev.scores.users.domain.UserAction;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/**
 * Accounts and tokens under {@code /auth}, in the envelope. Operations that query the database or
 * hash run on virtual threads; authentication has happened before.
 */
@Controller
@Consumes(MediaType.ALL)
final class AuthController implements AuthApi {

  private final AccountService accounts;
  private final LoginRecorder logins;
  private final AccountEvents events;
  private final RemovalResponses removals;
  private final MailService mail;
  private final ClientAddresses clients;

  AuthController(
      AccountService accounts,
      LoginRecorder logins,
      AccountEvents events,
      RemovalResponses removals,
      MailService mail,
      ClientAddresses clients) {
    this.events = events;
    this.removals = removals;
    this.mail = mail;
    this.accounts = accounts;
    this.logins = logins;
    this.clients = clients;
  }

  @Override
  @Deprecated
  @DeprecatedOperation
  @ExecuteOn(TaskExecutors.BLOCKING)
  public HttpResponse<TokenGiven> registerInEnvelope(NewAccount payload) {
    return switch (accounts.register(UserPayloadMapper.signUp(payload), clients.current())) {
      case Registered registered -> {
        mail.welcome(registered.user());
        yield UserResponseMapper.created(
            UserResponseMapper.given("Successfully registered.", accounts.logIn(registered)));
      }
      case AlreadyExists none -> throw UserErrors.alreadyExists();
      case RegistrationOutcome.Limited limited ->
          throw UserErrors.tooManyAttempts(limited.retryAfter());
    };
  }

  @Override
  @Deprecated
  @DeprecatedOperation
  @ExecuteOn(TaskExecutors.BLOCKING)
  public HttpResponse<TokenGiven> logInInEnvelope(EmailCredentials payload) {
    LoginIdentifier name = UserPayloadMapper.name(payload);
    Password password = UserPayloadMapper.shown(payload.getPassword());
    ClientAddress client = clients.current();
    return switch (logins.record(client, () -> accounts.logIn(name, password, client))) {
      case LoggedIn in ->
          UserResponseMapper.ok(UserResponseMapper.given("Successfully logged in.", in.tokens()));
      case Rejected rejected -> throw UserErrors.doesNotExist();
      case LoginOutcome.Limited limited -> throw UserErrors.tooManyAttempts(limited.retryAfter());
    };
  }

  @Override
  @RequiresPermission(UserAction.SEE_TOKEN)
  public HttpResponse<AuthStatus> authStatus() {
    return HttpResponse.ok(
        ServerRequestContext.currentRequest()
            .flatMap(request -> request.getUserPrincipal(AuthenticatedClient.class))
            .map(client -> UserResponseMapper.status(client.account(), client.scopes()))
            .orElseGet(() -> UserResponseMapper.status(AuthenticatedUser.current().user())));
  }

  @Override
  @ExecuteOn(TaskExecutors.BLOCKING)
  public HttpResponse<Done> logOut() {
    accounts.logOut(AuthenticatedUser.current().token());
    return HttpResponse.ok(UserResponseMapper.done("Successfully logged out."));
  }

  @Override
  @UnsafeGet
  @ExecuteOn(TaskExecutors.BLOCKING)
  public HttpResponse<Done> logOutByGet() {
    return logOut();
  }

  @Override
  @ExecuteOn(TaskExecutors.BLOCKING)
  public HttpResponse<TokenGiven> changePassword(PasswordChange payload) {
    User caller = AuthenticatedUser.current().user();
    Password from = UserPayloadMapper.shown("/old", payload.getOld());
    Password to = UserPayloadMapper.chosen("/new", payload.get_new(), caller);
    return switch (accounts.changePassword(caller, from, to, clients.current())) {
      case Changed changed -> {
        events.passwordChanged(caller);
        yield HttpResponse.ok(UserResponseMapper.given("Password was changed!", changed.tokens()));
      }
      case WrongPassword wrong -> {
        events.currentPasswordRejected(caller);
        throw UserErrors.wrongPassword();
      }
      case dev.scores.users.domain.PasswordChange.Limited limited ->
          throw UserErrors.tooManyAttempts(limited.retryAfter());
    };
  }

  @Override
  @ExecuteOn(TaskExecutors.BLOCKING)
  public HttpResponse<Done> removeAccount(OwnPassword payload) {
    User caller = AuthenticatedUser.current().user();
    Password shown = UserPayloadMapper.shown(payload.getPassword());
    return switch (accounts.remove(caller, shown, clients.current())) {
      case RemoveAccountOutcome.Done done -> removals.response(done.removal());
      case RemoveAccountOutcome.WrongPassword wrong -> {
        events.currentPasswordRejected(caller);
        throw UserErrors.wrongPassword();
      }
      case RemoveAccountOutcome.Limited limited ->
          throw UserErrors.tooManyAttempts(limited.retryAfter());
    };
  }
}
