package dev.scores.users.http;

import dev.scores.users.api.MailApi;
import dev.scores.users.api.model.Done;
import dev.scores.users.api.model.EmailOnly;
import dev.scores.users.api.model.MailTokenOnly;
import dev.scores.users.api.model.PasswordReset;
import dev.scores.users.domain.ClientAddress;
import dev.scores.users.domain.MailService;
import dev.scores.users.domain.MailToken;
import dev.scores.users.domain.MailTokenOutcome;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.User;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.Optional;

/**
 * Forgotten passwords and the confirmation of emails. Without a mail server each operation returns
 * 404. Runs on virtual threads: database and hashing block; mails are sent elsewhere.
 */
@Controller
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class MailController implements MailApi {

  private final MailService mail;
  private final AccountEvents events;
  private final ClientAddresses clients;

  MailController(MailService mail, AccountEvents events, ClientAddresses clients) {
    this.mail = mail;
    this.events = events;
    this.clients = clients;
  }

  @Override
  public HttpResponse<Done> requestPasswordReset(EmailOnly payload) {
    requireMail();
    Optional<Duration> wait =
        mail.requestPasswordReset(UserPayloadMapper.email(payload), clients.current());
    return accepted(wait, "If the account exists, a mail is on its way.");
  }

  @Override
  public HttpResponse<Done> resetPassword(PasswordReset payload) {
    requireMail();
    ClientAddress client = clients.current();
    MailToken token = new MailToken(payload.getToken());
    User user = user(mail.checkReset(token, client));
    Password password = UserPayloadMapper.chosen("/password", payload.getPassword(), user);
    events.passwordChanged(user(mail.resetPassword(token, user, password, client)));
    return HttpResponse.ok(UserResponseMapper.done("Password was changed!"));
  }

  @Override
  public HttpResponse<Done> requestEmailConfirmation() {
    requireMail();
    return accepted(
        mail.requestConfirmation(AuthenticatedUser.current().user(), clients.current()),
        "A mail is on its way.");
  }

  @Override
  public HttpResponse<Done> confirmEmail(MailTokenOnly payload) {
    requireMail();
    events.emailConfirmed(
        user(mail.confirmEmail(new MailToken(payload.getToken()), clients.current())));
    return HttpResponse.ok(UserResponseMapper.done("The email is confirmed."));
  }

  private void requireMail() {
    if (!mail.isOn()) {
      throw UserErrors.noMail();
    }
  }

  private static HttpResponse<Done> accepted(Optional<Duration> wait, String message) {
    if (wait.isPresent()) {
      throw UserErrors.tooManyAttempts(wait.get());
    }
    return HttpResponse.accepted().body(UserResponseMapper.done(message));
  }

  private static User user(MailTokenOutcome outcome) {
    return switch (outcome) {
      case MailTokenOutcome.Accepted accepted -> accepted.user();
      case MailTokenOutcome.Invalid invalid -> throw UserErrors.invalidMailToken();
      case MailTokenOutcome.Limited limited ->
          throw UserErrors.tooManyAttempts(limited.retryAfter());
    };
  }
}
