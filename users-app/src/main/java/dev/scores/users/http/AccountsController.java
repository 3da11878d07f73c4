package dev.scores.users.http;

import dev.scores.chassis.http.Refusal;
import dev.scores.users.api.AccountsApi;
import dev.scores.users.api.model.AccessToken;
import dev.scores.users.api.model.Credentials;
import dev.scores.users.api.model.NewAccount;
import dev.scores.users.api.model.Registered;
import dev.scores.users.domain.AccountKeeping;
import dev.scores.users.domain.AccountName;
import dev.scores.users.domain.ClientAddress;
import dev.scores.users.domain.Login;
import dev.scores.users.domain.Login.LoggedIn;
import dev.scores.users.domain.Login.Refused;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.Registration;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** Accounts and tokens, flat. On virtual threads: database and hashing block. */
@Controller
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AccountsController implements AccountsApi {

  private final AccountKeeping accounts;
  private final LoginRecorder logins;
  private final ClientAddresses clients;

  AccountsController(AccountKeeping accounts, LoginRecorder logins, ClientAddresses clients) {
    this.accounts = accounts;
    this.logins = logins;
    this.clients = clients;
  }

  @Override
  public HttpResponse<Registered> register(NewAccount payload) {
    return switch (accounts.register(Payloads.signUp(payload), clients.current())) {
      case Registration.Registered registered ->
          HttpResponse.created(Wire.registered(registered.user()));
      case Registration.AlreadyExists none -> throw UserRefusals.alreadyExists();
      case Registration.Limited limited -> throw UserRefusals.tooManyAttempts(limited.retryAfter());
    };
  }

  /**
   * @param payload none where the request has no body: the generator takes a schema with {@code
   *     anyOf} for one that allows that
   */
  @Override
  public HttpResponse<AccessToken> logIn(@Nullable Credentials payload) {
    if (payload == null) {
      throw Refusal.invalidPayload("a payload is needed");
    }
    AccountName name = Payloads.name(payload);
    Password password = Payloads.shown(payload.getPassword());
    ClientAddress client = clients.current();
    return switch (logins.record(client, () -> accounts.logIn(name, password, client))) {
      case LoggedIn in -> Wire.ok(Wire.token(in.token()));
      case Refused refused -> throw UserRefusals.invalidCredentials();
      case Login.Limited limited -> throw UserRefusals.tooManyAttempts(limited.retryAfter());
    };
  }
}
