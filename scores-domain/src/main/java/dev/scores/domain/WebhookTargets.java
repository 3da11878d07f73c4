package dev.scores.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The port of webhook deliveries: how far each target has come in the log of {@link Changes}, and
 * which instance of the service delivers to it. A store need not implement it.
 *
 * <p>An instance delivers to a target while it has the target's lease, which the clock of the store
 * ends. An instance that has lost its lease cannot change the target any more.
 *
 * <p>Thread-safe. Throws {@link ScoresUnavailable} if the storage cannot be reached.
 */
public interface WebhookTargets {

  /**
   * How far a target has come.
   *
   * @param delivered each event up to here was delivered or given up
   * @param failingSince since when deliveries have failed; empty while they succeed
   */
  record Progress(ChangeCursor delivered, Optional<Instant> failingSince) {

    public Progress {
      Objects.requireNonNull(delivered, "delivered");
      Objects.requireNonNull(failingSince, "failingSince");
    }
  }

  /** Adds a target that begins after this position. Does nothing if there is one of this name. */
  void add(String target, ChangeCursor start);

  /**
   * Takes the lease of a target, or renews it.
   *
   * @param term how long the lease lasts from now
   * @return how far the target has come; empty if another instance has the lease, or if there is no
   *     such target
   */
  Optional<Progress> lease(String target, UUID instance, Duration term);

  /**
   * Records how far a target has come.
   *
   * @return false, without effect, unless the instance was the last to get the lease
   */
  boolean save(String target, UUID instance, Progress progress);

  /** Ends the lease of this instance, so that another one can get it at once. */
  void release(String target, UUID instance);
}
