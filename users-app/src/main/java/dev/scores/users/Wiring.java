package dev.scores.users;

import dev.scores.users.domain.AccountKeeping;
import dev.scores.users.domain.Attempts;
import dev.scores.users.domain.PasswordHashing;
import dev.scores.users.domain.Tokens;
import dev.scores.users.domain.UserAccess;
import dev.scores.users.domain.UserKeeping;
import dev.scores.users.domain.Users;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The domain's objects as beans: the domain knows no framework, so it is put together here. */
@Factory
final class Wiring {

  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Singleton
  AccountKeeping accountKeeping(
      Users users, PasswordHashing hashing, Tokens tokens, Attempts attempts, Clock clock) {
    return new AccountKeeping(users, hashing, tokens, attempts, clock);
  }

  @Singleton
  UserKeeping userKeeping(Users users, PasswordHashing hashing, Clock clock) {
    return new UserKeeping(users, hashing, clock);
  }

  @Singleton
  UserAccess userAccess(@Value("${users.access}") UserAccess access) {
    return access;
  }
}
