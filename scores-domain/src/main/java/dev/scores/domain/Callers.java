package dev.scores.domain;

import java.util.concurrent.CompletionStage;

/** Authenticates callers: finds the owner of a bearer token. Thread-safe. */
public interface Callers {

  /**
   * Looks up the owner of the token. Does not block. The stage completes within the
   * implementation's deadline and normally, even after a fault, which yields {@link
   * Caller.Unavailable}.
   */
  CompletionStage<Caller> identify(BearerToken token);
}
