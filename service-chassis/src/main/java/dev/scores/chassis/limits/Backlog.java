package dev.scores.chassis.limits;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.netty.util.concurrent.EventExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * How long a request waits before anybody works on it. A probe walks the way of requests, again and
 * again, over one event loop after the other: it waits for its turn there, and then for a virtual
 * thread to start. However many requests there are, it costs the same (docs/adr/0020).
 */
@Singleton
final class Backlog {

  private static final Duration BETWEEN_WALKS = Duration.ofMillis(10);

  private final EventLoopGroupRegistry eventLoops;
  private final ExecutorService blocking;
  private @Nullable Iterator<EventExecutor> next;
  private volatile boolean ended;

  /** When the walk that is under way began, or is going to. */
  private volatile long began;

  private volatile boolean walking;
  private volatile long lastNanos;

  Backlog(
      EventLoopGroupRegistry eventLoops, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.eventLoops = eventLoops;
    this.blocking = blocking;
  }

  /** As long as the last walk took, or the one under way has taken already. */
  long nanos() {
    return walking ? Math.max(lastNanos, System.nanoTime() - began) : lastNanos;
  }

  @EventListener
  void start(ServerStartupEvent started) {
    walk();
  }

  @PreDestroy
  void end() {
    ended = true;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Where it fails the service is being stopped.
  private void walk() {
    if (ended) {
      return;
    }
    Iterator<EventExecutor> loops = next;
    if (loops == null || !loops.hasNext()) {
      loops = eventLoops.getDefaultEventLoopGroup().iterator();
      next = loops;
    }
    try {
      began = System.nanoTime() + BETWEEN_WALKS.toNanos();
      walking = true;
      loops
          .next()
          .schedule(() -> blocking.execute(this::arrive), BETWEEN_WALKS.toNanos(), NANOSECONDS);
    } catch (RejectedExecutionException stopped) {
      ended = true;
    }
  }

  private void arrive() {
    lastNanos = System.nanoTime() - began;
    walk();
  }
}
