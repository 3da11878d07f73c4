package dev.scores.users;

import dev.scores.chassis.security.SecurityDetails;
import dev.scores.chassis.security.SecurityEvent;
import dev.scores.chassis.security.SecurityLog;
import dev.scores.users.domain.AppointAdminOutcome;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.SignUp;
import dev.scores.users.domain.UserService;
import dev.scores.users.domain.Username;
import dev.scores.users.domain.UsersUnavailable;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appoints the admin named in the settings when the service starts, unless that user is an admin
 * already. A new user is called {@value #NAME}, followed by a number if that name is taken.
 */
@Singleton
final class FirstAdmin implements ApplicationEventListener<ServerStartupEvent> {

  private static final String NAME = "admin";
  private static final int ATTEMPTS = 10;

  private final Logger log = LoggerFactory.getLogger(FirstAdmin.class);

  private final UserService users;
  private final SecurityLog security;
  private final Optional<SignUp> admin;

  FirstAdmin(UserService users, SecurityLog security, FirstAdminSettings settings) {
    this.users = users;
    this.security = security;
    this.admin =
        EmailAddress.of(settings.email())
            .map(email -> new SignUp(new Username(NAME), email, new Password(settings.password())));
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    try {
      admin.map(this::appoint).ifPresent(this::report);
    } catch (UsersUnavailable unavailable) {
      log.warn("USERS_ADMIN_EMAIL: no admin was appointed: {}", unavailable.toString());
    }
  }

  private AppointAdminOutcome appoint(SignUp first) {
    AppointAdminOutcome outcome = users.appointFirst(first);
    for (int i = 0; i < ATTEMPTS && outcome instanceof AppointAdminOutcome.UsernameTaken; i++) {
      int number = ThreadLocalRandom.current().nextInt(1000, 1_000_000);
      Username numbered = new Username(NAME + "-" + number);
      outcome = users.appointFirst(new SignUp(numbered, first.email(), first.password()));
    }
    return outcome;
  }

  private void report(AppointAdminOutcome outcome) {
    switch (outcome) {
      case AppointAdminOutcome.Appointed appointed -> {
        int id = appointed.user().id().value();
        log.info("user {} is now an admin", id);
        security.record(SecurityEvent.ADMIN_GRANTED, SecurityDetails.ofAccount(id));
      }
      case AppointAdminOutcome.WasAdmin existing ->
          log.debug("user {} is already an admin", existing.user().id().value());
      case AppointAdminOutcome.UsernameTaken taken ->
          log.warn("USERS_ADMIN_EMAIL: no admin was appointed: no username is free");
    }
  }
}
