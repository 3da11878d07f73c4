package dev.scores.users;

import dev.scores.users.domain.AccountService;
import dev.scores.users.domain.AttemptLimiter;
import dev.scores.users.domain.PasswordHashing;
import dev.scores.users.domain.Tokens;
import dev.scores.users.domain.UserAccess;
import dev.scores.users.domain.UserService;
import dev.scores.users.domain.Users;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Creates the beans of the domain, which does not depend on the framework. */
@Factory
final class UsersBeans {

  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Singleton
  AccountService accountService(
      Users users, PasswordHashing hashing, Tokens tokens, AttemptLimiter attempts, Clock clock) {
    return new AccountService(users, hashing, tokens, attempts, clock);
  }

  @Singleton
  UserService userService(Users users, PasswordHashing hashing, Clock clock) {
    return new UserService(users, hashing, clock);
  }

  @Singleton
  UserAccess userAccess(UserAccessSettings settings) {
    return settings.access();
  }
}
