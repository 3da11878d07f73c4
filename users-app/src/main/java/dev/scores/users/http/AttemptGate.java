package dev.scores.users.http;

import dev.scores.chassis.limits.TrustedProxies;
import dev.scores.users.domain.AccountName;
import dev.scores.users.domain.AccountName.ByBoth;
import dev.scores.users.domain.AccountName.ByEmail;
import dev.scores.users.domain.AccountName.ByUsername;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.SignUp;
import dev.scores.users.domain.User;
import dev.scores.users.domain.Username;
import dev.scores.users.limits.AttemptLimits;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Lets attempts at accounts through, as often as {@link AttemptLimits} has it. */
@Singleton
final class AttemptGate {

  private final AttemptLimits limits;
  private final TrustedProxies proxies;

  AttemptGate(AttemptLimits limits, @Value("${limits.trusted-proxies}") String proxies) {
    this.limits = limits;
    this.proxies = TrustedProxies.parse(proxies);
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
    HttpRequest<?> request = ServerRequestContext.currentRequest().orElseThrow();
    limits
        .spend(names, client(request))
        .ifPresent(
            wait -> {
              throw UserRefusals.tooManyAttempts(wait);
            });
  }

  private InetAddress client(HttpRequest<?> request) {
    List<String> forwarded =
        request.getHeaders().getAll("X-Forwarded-For").stream()
            .flatMap(header -> Arrays.stream(header.split(",", -1)))
            .toList();
    return proxies.client(request.getRemoteAddress().getAddress(), forwarded);
  }

  private static String key(Username username) {
    return "name " + username.value();
  }

  private static String key(EmailAddress email) {
    return "email " + email.value().toLowerCase(Locale.ROOT);
  }
}
