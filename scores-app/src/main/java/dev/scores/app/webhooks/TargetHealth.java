package dev.scores.app.webhooks;

import dev.scores.domain.ScoreEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether deliveries to a target fail, and since when. Logs when the target begins to fail and when
 * it has recovered: when no event is left that failed, and one was delivered. Thread-safe.
 */
final class TargetHealth {

  private static final Logger LOG = LoggerFactory.getLogger(TargetHealth.class);

  private final Webhook target;
  private final Clock clock;
  private final Duration patience;
  private final Set<Long> failing = new HashSet<>();
  private Optional<Instant> since = Optional.empty();

  TargetHealth(Webhook target, Clock clock, Duration patience) {
    this.target = target;
    this.clock = clock;
    this.patience = patience;
  }

  /** Continues after another instance, or after a pause of this one. */
  synchronized void resume(Optional<Instant> failingSince) {
    failing.clear();
    since = failingSince;
  }

  synchronized Optional<Instant> failingSince() {
    return since;
  }

  synchronized void delivered(ScoreEvent event) {
    failing.remove(event.sequence());
    if (failing.isEmpty() && since.isPresent()) {
      LOG.info(
          "webhook target {} accepts events again after {} s",
          target,
          Duration.between(since.get(), clock.instant()).toSeconds());
      since = Optional.empty();
    }
  }

  /**
   * Records a failed attempt.
   *
   * @return whether the event must be given up: deliveries have failed for the whole patience, and
   *     the event is that old. A target that is back after a long outage gets the recent events.
   */
  synchronized boolean failed(ScoreEvent event, String problem) {
    failing.add(event.sequence());
    Instant now = clock.instant();
    if (since.isEmpty()) {
      since = Optional.of(now);
      LOG.warn(
          "webhook target {} fails, its events are retried: event {}: {}",
          target,
          event.sequence(),
          problem);
    }
    Instant latest = now.minus(patience);
    boolean isGivenUp = !since.get().isAfter(latest) && !event.at().isAfter(latest);
    if (isGivenUp) {
      failing.remove(event.sequence());
      LOG.error(
          "webhook target {} has failed for {} h: event {} is given up: {}",
          target,
          patience.toHours(),
          event.sequence(),
          problem);
    }
    return isGivenUp;
  }
}
