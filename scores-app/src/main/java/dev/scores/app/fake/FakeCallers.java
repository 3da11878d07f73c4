package dev.scores.app.fake;

import dev.scores.domain.BearerToken;
import dev.scores.domain.Caller;
import dev.scores.domain.Callers;
import dev.scores.domain.Principal;
import dev.scores.domain.UserId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The token {@code user-7} belongs to user 7, and so on. Any other token is rejected. */
final class FakeCallers implements Callers {

  private static final Pattern TOKEN = Pattern.compile("user-([1-9][0-9]{0,9})");

  @Override
  public CompletionStage<Caller> identify(BearerToken token) {
    return CompletableFuture.completedFuture(
        user(token)
            .map(Principal::person)
            .<Caller>map(Caller.Known::new)
            .orElseGet(Caller.Rejected::new));
  }

  private static Optional<UserId> user(BearerToken token) {
    Matcher matcher = TOKEN.matcher(token.value());
    return matcher.matches() ? UserId.of(Long.parseLong(matcher.group(1))) : Optional.empty();
  }
}
