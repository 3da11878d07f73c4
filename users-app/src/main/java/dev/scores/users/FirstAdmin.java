package dev.scores.users;

import dev.scores.chassis.security.SecurityDetails;
import dev.scores.chassis.security.SecurityEvent;
import dev.scores.chassis.security.SecurityLog;
import dev.scores.chassis.settings.Setting;
import dev.scores.users.domain.AppointAdminOutcome;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.Password;
import dev.scores.users.domain.SignUp;
import dev.scores.users.domain.UserService;
import dev.scores.users.domain.Username;
import dev.scores.users.domain.UsersUnavailable;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appoints the admin of the configuration when the service starts, unless they are one already. A
 * new one is called {@value #NAME}, or that and a number where another user has the name.
 */
@Singleton
final class FirstAdmin implements ApplicationEventListener<ServerStartupEvent> {

  static final List<Setting> SETTINGS =
      List.of(
          Setting.optional(
              "USERS_ADMIN_EMAIL",
              "an email address",
              "",
              "Email of the first admin. If no admin has it when the service starts,"
                  + " the service creates one with USERS_ADMIN_PASSWORD; an existing user"
                  + " with this email becomes an admin, gets this password, and loses all"
                  + " tokens. Set both variables or neither.",
              value -> {
                if (!value.isEmpty() && EmailAddress.of(value).isEmpty()) {
                  throw new IllegalArgumentException("no address");
                }
                return Map.of("first-admin.email", value);
              }),
          Setting.optional(
                  "USERS_ADMIN_PASSWORD",
                  "8 to 1024 bytes, and not a common password",
                  "",
                  "The password of that admin.",
                  value -> {
                    if (!value.isEmpty() && new Password(value).flaw().isPresent()) {
                      throw new IllegalArgumentException("no password");
                    }
                    return Map.of("first-admin.password", value);
                  })
              .secret());

  private static final String NAME = "admin";
  private static final int ATTEMPTS = 10;

  /** No static one: the settings above are read before it is said where logs go. */
  private final Logger log = LoggerFactory.getLogger(FirstAdmin.class);

  private final UserService users;
  private final SecurityLog security;
  private final Optional<SignUp> admin;

  FirstAdmin(
      UserService users,
      SecurityLog security,
      @Value("${first-admin.email}") String email,
      @Value("${first-admin.password}") String password) {
    this.users = users;
    this.security = security;
    this.admin = admin(email, password);
  }

  private static Optional<SignUp> admin(String email, String password) {
    if (email.isEmpty() != password.isEmpty()) {
      throw new IllegalStateException(
          "USERS_ADMIN_EMAIL and USERS_ADMIN_PASSWORD belong together, and one is not set");
    }
    return EmailAddress.of(email)
        .map(address -> new SignUp(new Username(NAME), address, new Password(password)));
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    try {
      admin.map(this::appoint).ifPresent(this::report);
    } catch (UsersUnavailable away) {
      log.warn("USERS_ADMIN_EMAIL: nobody was made an admin: {}", away.toString());
    }
  }

  private AppointAdminOutcome appoint(SignUp first) {
    AppointAdminOutcome appointment = users.appointFirst(first);
    for (int i = 0; i < ATTEMPTS && appointment instanceof AppointAdminOutcome.UsernameTaken; i++) {
      int number = ThreadLocalRandom.current().nextInt(1000, 1_000_000);
      Username another = new Username(NAME + "-" + number);
      appointment = users.appointFirst(new SignUp(another, first.email(), first.password()));
    }
    return appointment;
  }

  private void report(AppointAdminOutcome appointment) {
    switch (appointment) {
      case AppointAdminOutcome.Appointed appointed -> {
        int id = appointed.user().id().value();
        log.info("user {} is an admin from now on", id);
        security.record(SecurityEvent.ADMIN_GRANTED, SecurityDetails.ofAccount(id));
      }
      case AppointAdminOutcome.WasAdmin was ->
          log.debug("user {} is an admin already", was.user().id().value());
      case AppointAdminOutcome.UsernameTaken taken ->
          log.warn("USERS_ADMIN_EMAIL: nobody was made an admin: no username is free");
    }
  }
}
