package dev.scores.users.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tokens in plain text, {@code <id> of user <user>, <generation>, <session>} or {@code <client id>
 * <scopes>}; any other text is malformed.
 */
final class FakeTokens implements Tokens {

  static final String EXPIRED = "expired";

  private static final Pattern FORM = Pattern.compile("(\\d+) of user (\\d+), (\\d+), (\\S+)");

  private final AtomicInteger issued = new AtomicInteger();

  @Override
  public AccessToken issue(User user, int generation, UUID session) {
    return new AccessToken(
        "%d of user %d, %d, %s"
            .formatted(issued.incrementAndGet(), user.id().value(), generation, session),
        Duration.ofHours(1));
  }

  @Override
  public AccessToken issue(ClientId client, Set<TokenScope> scopes) {
    return new AccessToken(client.value() + " " + TokenScope.join(scopes), Duration.ofHours(1));
  }

  @Override
  public TokenParseResult read(String token) {
    if (token.equals(EXPIRED)) {
      return new TokenParseResult.Invalid(TokenFault.EXPIRED);
    }
    if (token.startsWith("sa_")) {
      String[] parts = token.split(" ", 2);
      return new TokenParseResult.GenuineOfClient(
          new ClientTokenClaims(
              new ClientId(parts[0]), TokenScope.parse(parts[1]).orElseThrow(), Instant.MAX));
    }
    Matcher parts = FORM.matcher(token);
    return parts.matches()
        ? new TokenParseResult.Genuine(
            new TokenClaims(
                new UUID(0, Long.parseLong(parts.group(1))),
                new AccountId(Integer.parseInt(parts.group(2))),
                Integer.parseInt(parts.group(3)),
                Optional.of(UUID.fromString(parts.group(4))),
                Instant.MAX))
        : new TokenParseResult.Invalid(TokenFault.MALFORMED);
  }
}
