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

/**
 * Users to look at, for the command {@code seed}. None of them has a password: nobody can log in as
 * one, wherever they are planted.
 */
final class DemoUsers {

  private static final List<String> NAMES =
      List.of("ada", "barbara", "edsger", "grace", "katherine", "ken", "margaret", "niklaus");

  private DemoUsers() {}

  /** Adds those that are missing and leaves the others as they are; says how many it added. */
  static String plant(ApplicationContext context) {
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
