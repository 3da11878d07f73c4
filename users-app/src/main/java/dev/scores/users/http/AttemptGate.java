package dev.scores.users.http;

import dev.scores.users.domain.AccountName;
import dev.scores.users.domain.AccountName.ByBoth;
import dev.scores.users.domain.AccountName.ByEmail;
import dev.scores.users.domain.AccountName.ByUsername;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.SignUp;
import dev.scores.users.domain.User;
import dev.scores.users.domain.Username;
import dev.scores.users.limits.AttemptLimits;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Lets attempts at accounts through, as often as {@link AttemptLimits} has it. */
@Singleton
final class AttemptGate {

  private final AttemptLimits limits;
  private final ClientAddresses clients;

  AttemptGate(AttemptLimits limits, ClientAddresses clients) {
    this.limits = limits;
    this.clients = clients;
  }

  /**
   * @throws dev.scores.chassis.http.Refusal 429
   */
  AccountName admit(AccountName name) {
    spend(
        switch (name) {
          case ByUsername by -> List.of(key(by.username()));
          case ByEmail by -> List.of(key(by.email()));
          case ByBoth by -> List.of(key(by.username()), key(by.email()));
        });
    return name;
  }

  /**
   * @throws dev.scores.chassis.http.Refusal 429
   */
  SignUp admit(SignUp signUp) {
    spend(List.of(key(signUp.username()), key(signUp.email())));
    return signUp;
  }

  /**
   * @throws dev.scores.chassis.http.Refusal 429
   */
  void admit(User user) {
    spend(List.of("id " + user.id().value()));
  }

  private void spend(List<String> names) {
    limits
        .spend(names, clients.current().value())
        .ifPresent(
            wait -> {
              throw UserRefusals.tooManyAttempts(wait);
            });
  }

  private static String key(Username username) {
    return "name " + username.value();
  }

  private static String key(EmailAddress email) {
    return "email " + email.value().toLowerCase(Locale.ROOT);
  }
}
