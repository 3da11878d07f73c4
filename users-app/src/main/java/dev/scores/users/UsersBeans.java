package dev.scores.users;

import dev.scores.users.domain.AccountService;
import dev.scores.users.domain.AttemptLimiter;
import dev.scores.users.domain.MailService;
import dev.scores.users.domain.MailTokens;
import dev.scores.users.domain.Mails;
import dev.scores.users.domain.PasswordHashing;
import dev.scores.users.domain.ServiceAccountService;
import dev.scores.users.domain.ServiceAccounts;
import dev.scores.users.domain.SessionService;
import dev.scores.users.domain.Sessions;
import dev.scores.users.domain.Tokens;
import dev.scores.users.domain.UserAccess;
import dev.scores.users.domain.UserService;
import dev.scores.users.domain.Users;
import dev.scores.users.tokens.TokenSettings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Creates the beans of the domain, which does not depend on the framework. */
@Factory
final class UsersBeans {

  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Singleton
  AccountService accountService(
      Users users,
      ServiceAccounts serviceAccounts,
      PasswordHashing hashing,
      Tokens tokens,
      SessionService sessions,
      AttemptLimiter attempts,
      Clock clock) {
    return new AccountService(users, serviceAccounts, hashing, tokens, sessions, attempts, clock);
  }

  @Singleton
  ServiceAccountService serviceAccountService(
      ServiceAccounts accounts, Tokens tokens, AttemptLimiter attempts, Clock clock) {
    return new ServiceAccountService(accounts, tokens, attempts, clock);
  }

  @Singleton
  SessionService sessionService(
      Sessions sessions,
      Tokens tokens,
      AttemptLimiter attempts,
      Clock clock,
      SessionSettings settings,
      TokenSettings tokenSettings) {
    Duration lifetime = Collections.max(List.of(settings.lifetime(), tokenSettings.lifetime()));
    return new SessionService(sessions, tokens, attempts, clock, lifetime);
  }

  @Singleton
  MailService mailService(
      Users users,
      MailTokens tokens,
      Mails mails,
      PasswordHashing hashing,
      AttemptLimiter attempts,
      Clock clock) {
    return new MailService(users, tokens, mails, hashing, attempts, clock);
  }

  @Singleton
  UserService userService(Users users, Sessions sessions, PasswordHashing hashing, Clock clock) {
    return new UserService(users, sessions, hashing, clock);
  }

  @Singleton
  UserAccess userAccess(UserAccessSettings settings) {
    return settings.access();
  }
}
