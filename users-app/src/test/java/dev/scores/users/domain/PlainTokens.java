package dev.scores.users.domain;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Tokens that say what they are: {@code 1 of user 7}; those of another form are forged. */
final class PlainTokens implements Tokens {

  static final String EXPIRED = "expired";

  private final AtomicInteger issued = new AtomicInteger();

  @Override
  public AccessToken issue(UserId user) {
    return new AccessToken(
        issued.incrementAndGet() + " of user " + user.value(), Duration.ofHours(1));
  }

  @Override
  public TokenReading read(String token) {
    if (token.equals(EXPIRED)) {
      return new TokenReading.Expired();
    }
    return token.matches("\\d+ of user \\d+")
        ? new TokenReading.Genuine(
            new UserId(Integer.parseInt(token.substring(token.lastIndexOf(' ') + 1))))
        : new TokenReading.Forged();
  }
}
