package dev.scores.domain;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Callers from a map, for tests and examples. A token that is not in the map is rejected. */
public final class InMemoryCallers implements Callers {

  private final Map<BearerToken, Principal> principals;

  public InMemoryCallers(Map<BearerToken, ? extends Principal> principals) {
    this.principals = Map.copyOf(principals);
  }

  @Override
  public CompletionStage<Caller> identify(BearerToken token) {
    Principal principal = principals.get(token);
    return CompletableFuture.completedStage(
        principal == null ? new Caller.Rejected() : new Caller.Known(principal));
  }
}
