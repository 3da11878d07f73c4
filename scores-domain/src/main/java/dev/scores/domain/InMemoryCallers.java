package dev.scores.domain;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Callers from a map, for tests and examples. A token that is not in the map is rejected. */
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
