package dev.scores.users.http;

import dev.scores.users.api.AccountsApi;
import dev.scores.users.api.model.AccessToken;
import dev.scores.users.api.model.Credentials;
import dev.scores.users.api.model.NewAccount;
import dev.scores.users.api.model.Registered;
import dev.scores.users.domain.AccountService;
import dev.scores.users.domain.ClientAddress;
import dev.scores.users.domain.LoginIdentifier;
import dev.scores.users.domain.LoginOutcome;
import dev.scores.users.domain.LoginOutcome.LoggedIn;
import dev.scores.users.domain.LoginOutcome.Rejected;
import dev.scores.users.domain.MailService;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.RegistrationOutcome;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/**
 * Accounts and tokens under {@code /api}, without the envelope. Runs on virtual threads: database
 * and hashing block.
 */
@Controller
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AccountsController implements AccountsApi {

  private final AccountService accounts;
  private final MailService mail;
  private final LoginRecorder logins;
  private final ClientAddresses clients;

  AccountsController(
      AccountService accounts, MailService mail, LoginRecorder logins, ClientAddresses clients) {
    this.accounts = accounts;
    this.mail = mail;
    this.logins = logins;
    this.clients = clients;
  }

  @Override
  public HttpResponse<Registered> register(NewAccount payload) {
    return switch (accounts.register(UserPayloadMapper.signUp(payload), clients.current())) {
      case RegistrationOutcome.Registered registered -> {
        mail.welcome(registered.user());
        yield HttpResponse.created(UserResponseMapper.registered(registered.user()));
      }
      case RegistrationOutcome.AlreadyExists none -> throw UserErrors.alreadyExists();
      case RegistrationOutcome.Limited limited ->
          throw UserErrors.tooManyAttempts(limited.retryAfter());
    };
  }

  @Override
  public HttpResponse<AccessToken> logIn(Credentials payload) {
    LoginIdentifier name = UserPayloadMapper.name(payload);
    Password password = UserPayloadMapper.shown(payload.getPassword());
    ClientAddress client = clients.current();
    return switch (logins.record(client, () -> accounts.logIn(name, password, client))) {
      case LoggedIn in -> UserResponseMapper.ok(UserResponseMapper.token(in.tokens()));
      case Rejected rejected -> throw UserErrors.invalidCredentials();
      case LoginOutcome.Limited limited -> throw UserErrors.tooManyAttempts(limited.retryAfter());
    };
  }
}
