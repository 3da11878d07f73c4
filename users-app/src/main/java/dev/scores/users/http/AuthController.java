package dev.scores.users.http;

import dev.scores.users.api.AuthApi;
import dev.scores.users.api.model.AuthStatus;
import dev.scores.users.api.model.EmailCredentials;
import dev.scores.users.api.model.NewAccount;
import dev.scores.users.api.model.Success;
import dev.scores.users.api.model.TokenGiven;
import dev.scores.users.domain.AccountKeeping;
import dev.scores.users.domain.Login.LoggedIn;
import dev.scores.users.domain.Login.Refused;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.Registration.AlreadyExists;
import dev.scores.users.domain.Registration.Registered;
import dev.scores.users.domain.User;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Accounts and tokens in the envelope. On virtual threads: database and hashing block. */
@Controller
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AuthController implements AuthApi {

  private final AccountKeeping accounts;

  AuthController(AccountKeeping accounts) {
    this.accounts = accounts;
  }

  @Override
  public HttpResponse<TokenGiven> registerInEnvelope(NewAccount payload) {
    return switch (accounts.register(Payloads.signUp(payload))) {
      case Registered registered ->
          Wire.created(Wire.given("Successfully registered.", registered.token()));
      case AlreadyExists none -> throw UserRefusals.alreadyExists();
    };
  }

  @Override
  public HttpResponse<TokenGiven> logInInEnvelope(EmailCredentials payload) {
    return switch (accounts.logIn(Payloads.name(payload), new Password(payload.getPassword()))) {
      case LoggedIn in -> Wire.ok(Wire.given("Successfully logged in.", in.token()));
      case Refused refused -> throw UserRefusals.doesNotExist();
    };
  }

  @Override
  public HttpResponse<AuthStatus> authStatus() {
    User caller = caller();
    return Wire.ok(new AuthStatus(Success.SUCCESS, Wire.user(caller), caller.admin()));
  }

  private static User caller() {
    return ServerRequestContext.currentRequest()
        .flatMap(request -> request.getUserPrincipal(AuthenticatedUser.class))
        .map(AuthenticatedUser::user)
        .orElseThrow();
  }
}
