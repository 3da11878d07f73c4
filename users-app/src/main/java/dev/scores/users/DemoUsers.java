package dev.scores.users;

import dev.scores.users.domain.AddUserOutcome;
import dev.scores.users.domain.EmailAddress;
import dev.scores.users.domain.NewUser;
import dev.scores.users.domain.Username;
import dev.scores.users.domain.Users;
import io.micronaut.context.ApplicationContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Demo users for the command {@code seed}. They have no password, so they cannot log in. */
final class DemoUsers {

  private static final List<String> NAMES =
      List.of("ada", "barbara", "edsger", "grace", "katherine", "ken", "margaret", "niklaus");

  private DemoUsers() {}

  /** Adds the missing ones, leaves the others unchanged, and returns a report of the number. */
  static String add(ApplicationContext context) {
    Users users = context.getBean(Users.class);
    Clock clock = context.getBean(Clock.class);
    long added =
        NAMES.stream()
            .map(DemoUsers::user)
            .map(user -> users.add(user, clock.instant().truncatedTo(ChronoUnit.MICROS)))
            .filter(AddUserOutcome.Added.class::isInstance)
            .count();
    return "%d users were added.".formatted(added);
  }

  private static NewUser user(String name) {
    return new NewUser(
        Username.of(name).orElseThrow(),
        EmailAddress.of(name + "@example.com").orElseThrow(),
        Optional.empty());
  }
}
