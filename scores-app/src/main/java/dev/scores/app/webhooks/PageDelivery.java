package dev.scores.app.webhooks;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.UserId;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The delivery of one page of the log to a target: each event is tried until it is delivered or
 * given up. Thread-safe; each list of {@link #byUser} needs a thread of its own.
 */
final class PageDelivery {

  private final List<ScoreEvent> events;
  private final Webhook target;
  private final WebhookClient client;
  private final TargetHealth health;
  private final TargetMetrics metrics;
  private final DeliveryTimes times;
  private final CountDownLatch stop;
  private final Set<Long> done = ConcurrentHashMap.newKeySet();

  /**
   * @param events at least one, in the order of the log
   * @param stop no attempt begins after it has been counted down
   */
  PageDelivery(
      List<ScoreEvent> events,
      Webhook target,
      WebhookClient client,
      TargetHealth health,
      TargetMetrics metrics,
      DeliveryTimes times,
      CountDownLatch stop) {
    this.events = List.copyOf(events);
    this.target = target;
    this.client = client;
    this.health = health;
    this.metrics = metrics;
    this.times = times;
    this.stop = stop;
  }

  /** The events of each user, to be delivered in this order. */
  Collection<List<ScoreEvent>> byUser() {
    return events.stream()
        .collect(
            groupingBy(
                (ScoreEvent event) -> event.score().user(),
                LinkedHashMap<UserId, List<ScoreEvent>>::new,
                toList()))
        .values();
  }

  /** Delivers the events one after the other. Returns early on a stop or an interrupt. */
  void deliverInOrder(List<ScoreEvent> ofUser) {
    try {
      for (ScoreEvent event : ofUser) {
        if (!deliver(event)) {
          return;
        }
        done.add(event.sequence());
      }
    } catch (InterruptedException abandoned) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether the event is delivered or given up. */
  private boolean deliver(ScoreEvent event) throws InterruptedException {
    byte[] body = CloudEvents.write(event);
    for (int failures = 1; stop.getCount() > 0; failures++) {
      Timer.Sample start = metrics.start();
      DeliveryAttempt attempt = client.post(target, CloudEvents.id(event), body);
      metrics.ended(start, attempt.outcome());
      if (attempt.isDelivered()) {
        health.delivered(event);
        return true;
      }
      if (health.failed(event, attempt.problem())) {
        metrics.givenUp();
        return true;
      }
      if (stop.await(times.pauseAfter(failures).toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return false;
  }

  boolean isDone() {
    return done.size() == events.size();
  }

  /** The position up to which every event is done; empty while the first one is not. */
  Optional<ChangeCursor> delivered() {
    return events.stream()
        .takeWhile(event -> done.contains(event.sequence()))
        .reduce((earlier, later) -> later)
        .map(ScoreEvent::cursor);
  }

  /** When the oldest event that is not done happened; the last event's time if all are. */
  Instant oldestUndelivered() {
    return events.stream()
        .filter(event -> !done.contains(event.sequence()))
        .findFirst()
        .orElseGet(events::getLast)
        .at();
  }
}
