package dev.scores.domain;

import java.util.concurrent.CompletionStage;

/** The port of authentication: finds the owner of a token. Safe for use by many threads. */
public interface Callers {

  /**
   * Looks up the owner of the token. Does not block. The stage completes within the
   * implementation's deadline and never exceptionally: a fault is {@link Caller.Unavailable}.
   */
  CompletionStage<Caller> identify(BearerToken token);
}
