package dev.scores.app.live;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.scores.chassis.database.DatabaseLog;
import dev.scores.chassis.logging.LogThrottle;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.ChangePage.CursorExpired;
import dev.scores.domain.Changes;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the log for all streams of this instance, and wakes them. It polls from when a stream joins
 * until no stream is left. While the log cannot be read, it tries again, ever less often, from the
 * same position, so no event is missed. Thread-safe.
 */
@Singleton
@SuppressWarnings("FutureReturnValueIgnored") // The tasks report their failures.
final class LiveFeed implements GracefulShutdownCapable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);

  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(1);

  /** How many streams catch up at once; each uses a database connection. */
  private static final int PAGE_THREADS = 2;

  private final Changes changes;
  private final LiveProperties settings;
  private final LiveMetrics metrics;
  private final DatabaseLog databaseLog;
  private final LogThrottle throttle = new LogThrottle();
  private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("live-feed").factory());
  private final ExecutorService pages =
      Executors.newFixedThreadPool(
          PAGE_THREADS, Thread.ofPlatform().daemon().name("live-page-", 1).factory());

  private volatile boolean isStopping;

  /** The end of the oldest events that are kept; null while the feed does not poll. */
  private @Nullable EventBatch oldest;

  private @Nullable EventBatch newest;

  /** The pause after the last failure; only the poller uses it. */
  private Duration backoff = Duration.ZERO;

  LiveFeed(Changes changes, LiveProperties settings, LiveMetrics metrics, DatabaseLog databaseLog) {
    this.changes = changes;
    this.settings = settings;
    this.metrics = metrics;
    this.databaseLog = databaseLog;
    long keepAlive = settings.keepAlive().toNanos();
    poller.scheduleAtFixedRate(
        () -> streams.forEach(LiveStream::keepAlive), keepAlive, keepAlive, NANOSECONDS);
  }

  /** Adds a stream, which gets keep-alives, and is ended when the service stops. */
  void add(LiveStream stream) {
    streams.add(stream);
    if (isStopping) {
      stream.end();
    }
  }

  void remove(LiveStream stream) {
    streams.remove(stream);
  }

  /**
   * The batch from which a stream can follow the feed without a gap, or null if the feed no longer
   * keeps the events after the position. Batches after it may contain events before the position.
   *
   * @param isAtEnd whether the stream has just read the log to its end, so that the feed may begin
   *     there if it does not poll
   */
  synchronized @Nullable EventBatch join(ChangeCursor position, boolean isAtEnd) {
    EventBatch batch = oldest;
    if (batch == null && isAtEnd) {
      batch = EventBatch.at(position);
      oldest = batch;
      newest = batch;
      schedule(this::poll, Duration.ZERO);
    }
    if (batch == null || position.compareTo(batch.end()) < 0) {
      return null;
    }
    EventBatch next = batch.next();
    while (next != null && position.compareTo(next.end()) >= 0) {
      batch = next;
      next = batch.next();
    }
    return batch;
  }

  /**
   * Reads the page after the position on a thread for pages. If the log cannot be read, it tries
   * again until the stream has ended.
   */
  void read(LiveStream stream, ChangeCursor position) {
    try {
      pages.execute(() -> readNow(stream, position));
    } catch (RejectedExecutionException stopped) {
      stream.end();
    }
  }

  private void readNow(LiveStream stream, ChangeCursor position) {
    if (!streams.contains(stream)) {
      return;
    }
    ChangePage page;
    try {
      page = changes.since(position, Changes.MAX_PAGE);
    } catch (RuntimeException fault) {
      report(fault);
      schedule(() -> read(stream, position), LONGEST_BACKOFF);
      return;
    }
    switch (page) {
      case Changed found -> stream.caughtUp(found);
      case CursorAhead ahead -> stream.end();
      case CursorExpired expired -> stream.end();
    }
  }

  private void poll() {
    EventBatch last = lastUnlessIdle();
    if (last == null) {
      return;
    }
    try {
      switch (changes.since(last.end(), Changes.MAX_PAGE)) {
        case Changed found -> {
          publish(last, found);
          backoff = Duration.ZERO;
          boolean hasMore = found.events().size() == Changes.MAX_PAGE;
          schedule(this::poll, hasMore ? Duration.ZERO : settings.pollInterval());
        }
        case CursorAhead ahead -> abandon();
        case CursorExpired expired -> abandon();
      }
    } catch (RuntimeException fault) {
      report(fault);
      schedule(this::poll, longer());
    }
  }

  private Duration longer() {
    Duration doubled = backoff.isZero() ? settings.pollInterval() : backoff.multipliedBy(2);
    backoff = doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
    return backoff;
  }

  /** Whether a poll is due; if not, only a stream that joins starts one. */
  synchronized boolean isPolling() {
    return newest != null;
  }

  private synchronized @Nullable EventBatch lastUnlessIdle() {
    if (streams.isEmpty()) {
      oldest = null;
      newest = null;
    }
    return newest;
  }

  private void publish(EventBatch last, Changed found) {
    if (found.events().isEmpty()) {
      return;
    }
    found.events().forEach(metrics::found);
    long kept = append(last, found);
    for (LiveStream stream : streams) {
      if (stream.isBefore(kept)) {
        metrics.cutOff();
        stream.cutOff();
      } else {
        stream.proceed();
      }
    }
  }

  /** Returns the number of events before the oldest that is kept. */
  private synchronized long append(EventBatch last, Changed found) {
    EventBatch appended = last.append(found.events(), found.next());
    newest = appended;
    EventBatch first = oldest == null ? last : oldest;
    while (appended.total() - first.total() > settings.bufferedEvents() && first.next() != null) {
      first = first.next();
    }
    oldest = first;
    return first.total();
  }

  /**
   * Ends all streams, because the position of the feed is not one of this log any more, as after a
   * restore. The next stream that joins begins anew. A stream that catches up is ended, too: it may
   * be about to follow the feed.
   */
  private void abandon() {
    synchronized (this) {
      oldest = null;
      newest = null;
    }
    endAll();
  }

  /** Ends all streams, for the fake, whose log can begin again. Returns when no poll is running. */
  void restart() {
    CompletableFuture.runAsync(this::abandon, poller).join();
  }

  private void endAll() {
    streams.forEach(LiveStream::end);
  }

  private void report(RuntimeException fault) {
    if (!databaseLog.operationFailed("live streams", fault)) {
      throttle
          .permit(fault.getClass().getName())
          .ifPresent(
              omitted ->
                  LOG.error("the change log cannot be read{}", LogThrottle.suffix(omitted), fault));
    }
  }

  private void schedule(Runnable task, Duration delay) {
    try {
      poller.schedule(task, delay.toNanos(), NANOSECONDS);
    } catch (RejectedExecutionException stopped) {
      LOG.debug("not scheduled: the service stops");
    }
  }

  /**
   * Ends all streams, and from now on each new one after its first block, so that they do not hold
   * up the stop. The server has closed its port, so clients resume at another instance.
   */
  @Override
  public CompletionStage<?> shutdownGracefully() {
    isStopping = true;
    endAll();
    return CompletableFuture.completedStage(null);
  }

  @PreDestroy
  void stop() {
    shutdownGracefully();
    poller.shutdownNow();
    pages.shutdownNow();
  }
}
