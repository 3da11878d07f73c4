package dev.scores.app.webhooks;

import dev.scores.domain.WebhookTargets;
import dev.scores.domain.WebhookTargets.Progress;
import java.util.Optional;
import java.util.UUID;

/**
 * The lease of one target, and how far the target has come while this instance has it. For one
 * thread, except {@link #isHeld}.
 */
final class TargetLease {

  private final String target;
  private final WebhookTargets targets;
  private final DeliveryTimes times;
  private final UUID instance = UUID.randomUUID();

  private volatile Optional<Progress> held = Optional.empty();

  /** {@link System#nanoTime()} before the last grant. */
  private long grantedAt;

  TargetLease(String target, WebhookTargets targets, DeliveryTimes times) {
    this.target = target;
    this.targets = targets;
    this.times = times;
  }

  boolean isHeld() {
    return held.isPresent();
  }

  /**
   * How far the target has come.
   *
   * @throws java.util.NoSuchElementException without the lease
   */
  Progress progress() {
    return held.orElseThrow();
  }

  /** Takes the lease, or renews it when it is time. Returns whether this instance has it. */
  boolean take() {
    return (isHeld() && nanosSinceGrant() < times.renewal().toNanos()) || renew();
  }

  /** Takes or renews the lease now. If that fails, the lease lasts until its end. */
  boolean renew() {
    long now = System.nanoTime();
    try {
      held = targets.lease(target, instance, times.lease());
      grantedAt = now;
    } catch (RuntimeException fault) {
      if (nanosSinceGrant() > times.lease().toNanos()) {
        held = Optional.empty();
      }
      throw fault;
    }
    return isHeld();
  }

  /** Saves how far the target has come; without the lease, nothing. */
  void save(Progress reached) {
    if (held.isPresent() && !held.get().equals(reached)) {
      held = targets.save(target, instance, reached) ? Optional.of(reached) : Optional.empty();
    }
  }

  void release() {
    if (isHeld()) {
      held = Optional.empty();
      targets.release(target, instance);
    }
  }

  private long nanosSinceGrant() {
    return System.nanoTime() - grantedAt;
  }
}
