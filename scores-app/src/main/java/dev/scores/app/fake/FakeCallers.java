package dev.scores.app.fake;

import dev.scores.domain.BearerToken;
import dev.scores.domain.Caller;
import dev.scores.domain.Callers;
import dev.scores.domain.Principal;
import dev.scores.domain.Scope;
import dev.scores.domain.UserId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The token {@code user-7} belongs to user 7, and so on; {@code teacher-7} to the same user, with
 * the scope {@code scores:read}; {@code grader} to a service account with {@code scores:write}. Any
 * other token is rejected.
 */
final class FakeCallers implements Callers {

  private static final Pattern TOKEN = Pattern.compile("(user|teacher)-([1-9][0-9]{0,9})");
  private static final Principal GRADER =
      new Principal.Program("sa_grader", EnumSet.of(Scope.SCORES_WRITE));

  @Override
  public CompletionStage<Caller> identify(BearerToken token) {
    return CompletableFuture.completedFuture(
        principal(token.value()).<Caller>map(Caller.Known::new).orElseGet(Caller.Rejected::new));
  }

  private static Optional<Principal> principal(String token) {
    return token.equals("grader") ? Optional.of(GRADER) : person(token);
  }

  private static Optional<Principal> person(String token) {
    Matcher matcher = TOKEN.matcher(token);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Set<Scope> scopes =
        matcher.group(1).equals("teacher") ? EnumSet.of(Scope.SCORES_READ) : Set.of();
    return UserId.of(Long.parseLong(matcher.group(2))).map(id -> new Principal.Person(id, scopes));
  }
}
