package dev.scores.app.webhooks;

import dev.scores.chassis.database.DatabaseLog;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.ChangePage.CursorExpired;
import dev.scores.domain.Changes;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.WebhookTargets;
import dev.scores.domain.WebhookTargets.Progress;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the log to one target while this instance has the target's lease. {@link #run} needs a
 * thread of its own; the page in delivery has up to {@value #USERS_AT_ONCE} more.
 */
final class TargetDeliveries implements Runnable {

  static final int PAGE = 100;
  private static final int USERS_AT_ONCE = 8;

  private static final Logger LOG = LoggerFactory.getLogger(TargetDeliveries.class);

  private final Webhook target;
  private final Changes changes;
  private final WebhookTargets targets;
  private final WebhookClient client;
  private final DatabaseLog databaseLog;
  private final DeliveryTimes times;
  private final Clock clock;
  private final CountDownLatch stop;
  private final TargetLease lease;
  private final TargetHealth health;
  private final TargetMetrics metrics;

  private boolean isAdded;

  /** The latest page, from its first attempt until a look at the log finds nothing more. */
  private volatile @Nullable PageDelivery page;

  /**
   * @param stop counted down to end {@link #run} after the attempts in flight
   */
  TargetDeliveries(
      Webhook target,
      Changes changes,
      WebhookTargets targets,
      WebhookClient client,
      DatabaseLog databaseLog,
      MeterRegistry registry,
      DeliveryTimes times,
      Clock clock,
      CountDownLatch stop) {
    this.target = target;
    this.changes = changes;
    this.targets = targets;
    this.client = client;
    this.databaseLog = databaseLog;
    this.times = times;
    this.clock = clock;
    this.stop = stop;
    this.lease = new TargetLease(target.name(), targets, times);
    this.health = new TargetHealth(target, clock, times.patience());
    this.metrics = new TargetMetrics(registry, target.name(), this::lagSeconds);
  }

  /** Returns after the stop, or when the thread is interrupted, which aborts attempts in flight. */
  @Override
  public void run() {
    try {
      int failures = 0;
      Duration pause = Duration.ZERO;
      while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          pause = deliverPage() ? Duration.ZERO : times.poll();
          failures = 0;
        } catch (RuntimeException fault) {
          failures++;
          pause = times.pauseAfter(Math.min(failures, 4));
          log(fault);
        }
      }
    } catch (InterruptedException aborted) {
      LOG.debug("aborted: the next instance delivers the page again", aborted);
    }
    release();
  }

  /** Delivers the next page, if there is one, and returns whether another may follow. */
  private boolean deliverPage() throws InterruptedException {
    if (!isAdded) {
      targets.add(target.name(), changes.latest());
      isAdded = true;
    }
    if (!takeLease()) {
      page = null;
      return false;
    }
    return switch (changes.since(lease.progress().delivered(), PAGE)) {
      case Changed found -> deliver(found.events());
      case CursorExpired none -> skip("events that were not delivered are no longer kept");
      case CursorAhead none -> skip("its position is not one of this database");
    };
  }

  private boolean takeLease() {
    boolean isNew = !lease.isHeld();
    boolean isHeld = lease.take();
    if (isNew && isHeld) {
      health.resume(lease.progress().failingSince());
      LOG.info("this instance delivers to webhook target {} now", target);
    }
    return isHeld;
  }

  private boolean deliver(List<ScoreEvent> events) throws InterruptedException {
    if (events.isEmpty()) {
      page = null;
      return false;
    }
    PageDelivery current = new PageDelivery(events, target, client, health, metrics, times, stop);
    page = current;
    try (ExecutorService users =
        Executors.newFixedThreadPool(
            USERS_AT_ONCE,
            Thread.ofVirtual().name("webhook-" + target.name() + "-", 1).factory())) {
      current.byUser().forEach(ofUser -> users.execute(() -> current.deliverInOrder(ofUser)));
      users.shutdown();
      try {
        while (!users.awaitTermination(times.renewal().toNanos(), TimeUnit.NANOSECONDS)) {
          if (!keepLease(current)) {
            users.shutdownNow();
          }
        }
      } finally {
        users.shutdownNow();
      }
    }
    save(current);
    return current.isDone() && events.size() == PAGE;
  }

  /** Renews the lease and saves progress during a page. Returns false if the lease is lost. */
  private boolean keepLease(PageDelivery current) {
    try {
      if (lease.renew()) {
        save(current);
      }
    } catch (RuntimeException fault) {
      log(fault);
    }
    return lease.isHeld();
  }

  private void save(PageDelivery current) {
    if (lease.isHeld()) {
      lease.save(
          new Progress(
              current.delivered().orElse(lease.progress().delivered()), health.failingSince()));
    }
  }

  private boolean skip(String reason) {
    LOG.error(
        "webhook target {} continues with the latest events, it misses earlier ones: {}",
        target,
        reason);
    metrics.expired();
    page = null;
    lease.save(new Progress(changes.latest(), health.failingSince()));
    return false;
  }

  private void release() {
    try {
      PageDelivery last = page;
      if (last != null) {
        save(last);
      }
      lease.release();
    } catch (RuntimeException fault) {
      log(fault);
    }
  }

  private void log(RuntimeException fault) {
    if (!databaseLog.operationFailed("webhook deliveries", fault)) {
      LOG.error("deliveries to webhook target {} failed", target, fault);
    }
  }

  /** NaN while another instance delivers to the target. */
  private double lagSeconds() {
    if (!lease.isHeld()) {
      return Double.NaN;
    }
    PageDelivery current = page;
    return current == null
        ? 0
        : Math.max(
            0, Duration.between(current.oldestUndelivered(), clock.instant()).toMillis() / 1000.0);
  }
}
