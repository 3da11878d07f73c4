package dev.scores.domain;

import java.util.concurrent.CompletionStage;

/** The port of identity: who shows a token. Safe for many threads. */
public interface Callers {

  /**
   * Says who shows the token. Never blocks; the stage never fails, for what goes wrong on the way
   * is {@link Caller.Unavailable}, and it completes within the implementation's deadline.
   */
  CompletionStage<Caller> identify(BearerToken token);
}
