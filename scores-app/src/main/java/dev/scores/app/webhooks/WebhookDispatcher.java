package dev.scores.app.webhooks;

import dev.scores.chassis.database.DatabaseLog;
import dev.scores.domain.Changes;
import dev.scores.domain.WebhookTargets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Delivers events to all targets of {@code WEBHOOKS}, each on a virtual thread, from the start of
 * the server until its stop. Without targets there is no such bean.
 */
@Singleton
@Requires(property = WebhookSettings.TARGETS)
final class WebhookDispatcher
    implements ApplicationEventListener<ServerStartupEvent>,
        GracefulShutdownCapable,
        AutoCloseable {

  private final WebhookClient client;
  private final List<TargetDeliveries> deliveries;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhooks-", 1).factory());
  private volatile CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

  /**
   * @param telemetry null traces nothing
   */
  @Inject
  WebhookDispatcher(
      WebhookProperties properties,
      Changes changes,
      WebhookTargets targets,
      DatabaseLog databaseLog,
      MeterRegistry registry,
      @Nullable OpenTelemetry telemetry,
      Clock clock) {
    this(
        properties.targets(),
        changes,
        targets,
        databaseLog,
        registry,
        telemetry == null ? OpenTelemetry.noop() : telemetry,
        clock,
        DeliveryTimes.DEFAULT);
  }

  WebhookDispatcher(
      Webhooks webhooks,
      Changes changes,
      WebhookTargets targets,
      DatabaseLog databaseLog,
      MeterRegistry registry,
      OpenTelemetry telemetry,
      Clock clock,
      DeliveryTimes times) {
    client = new WebhookClient(clock, times.response(), telemetry);
    deliveries =
        webhooks.targets().stream()
            .map(
                target ->
                    new TargetDeliveries(
                        target,
                        changes,
                        targets,
                        client,
                        databaseLog,
                        registry,
                        times,
                        clock,
                        stop))
            .toList();
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    start();
  }

  void start() {
    running =
        CompletableFuture.allOf(
            deliveries.stream()
                .map(target -> CompletableFuture.runAsync(target, threads))
                .toArray(CompletableFuture[]::new));
  }

  /** Begins no further attempt; completes when those in flight have ended. */
  @Override
  public CompletionStage<?> shutdownGracefully() {
    stop.countDown();
    return running;
  }

  /** Aborts attempts in flight; the next instance repeats them. */
  @Override
  @PreDestroy
  public void close() {
    stop.countDown();
    threads.shutdownNow();
    threads.close();
    client.close();
  }
}
