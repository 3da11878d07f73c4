package dev.scores.domain;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Callers from a table, for tests and examples: a token that is not in it is rejected. */
public final class InMemoryCallers implements Callers {

  private final Map<BearerToken, UserId> users;

  public InMemoryCallers(Map<BearerToken, UserId> users) {
    this.users = Map.copyOf(users);
  }

  @Override
  public CompletionStage<Caller> identify(BearerToken token) {
    UserId user = users.get(token);
    return CompletableFuture.completedStage(
        user == null ? new Caller.Rejected() : new Caller.Known(user));
  }
}
