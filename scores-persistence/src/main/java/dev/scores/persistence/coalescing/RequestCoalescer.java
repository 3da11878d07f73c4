package dev.scores.persistence.coalescing;

import dev.scores.domain.ScoresUnavailable;
import dev.scores.persistence.coalescing.CoalescerMetrics.Fallback;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Executes requests that arrive at the same time in one batch. The thread of one of the callers,
 * the leader, executes the batch and returns as soon as it has its own result. Requests are served
 * in order of arrival, except that a batch never holds two requests with the same key. Thread-safe.
 *
 * @param <R> the request
 * @param <V> the result of a request
 */
public final class RequestCoalescer<R, V> {

  /** Executes a batch. Any exception that it throws fails the batch as a whole. */
  @FunctionalInterface
  public interface BatchOperation<R, V> {
    BatchResult<V> execute(List<R> requests);
  }

  private final BatchScheduler scheduler;
  private final BatchLimits limits;
  private final BatchLane<R, V> lane;
  private final Function<R, Object> key;
  private final BatchOperation<R, V> batchOperation;
  private final Function<R, V> singleOperation;
  private final @Nullable SoloExecutor soloExecutor;
  private final CoalescerMetrics metrics;
  private final CoalescerTracing tracing;

  private RequestCoalescer(
      String name,
      BatchScheduler scheduler,
      BatchLimits limits,
      Function<R, Object> key,
      BatchOperation<R, V> batchOperation,
      Function<R, V> singleOperation,
      @Nullable SoloExecutor soloExecutor,
      MeterRegistry registry,
      @Nullable Tracer tracer) {
    this.scheduler = scheduler;
    this.limits = limits;
    this.lane = scheduler.lane(limits);
    this.key = key;
    this.batchOperation = batchOperation;
    this.singleOperation = singleOperation;
    this.soloExecutor = soloExecutor;
    this.metrics = new CoalescerMetrics(registry, name, this::waiting);
    this.tracing = new CoalescerTracing(name, tracer);
  }

  /**
   * A coalescer of reads: a batch may hold any requests, also equal ones.
   *
   * @param tracer null traces nothing
   */
  public static <R, V> RequestCoalescer<R, V> ofReads(
      String name,
      BatchScheduler scheduler,
      BatchLimits limits,
      BatchOperation<R, V> batchOperation,
      Function<R, V> singleOperation,
      MeterRegistry registry,
      @Nullable Tracer tracer) {
    return new RequestCoalescer<>(
        name,
        scheduler,
        limits,
        request -> new Object(),
        batchOperation,
        singleOperation,
        null,
        registry,
        tracer);
  }

  /**
   * A coalescer of writes.
   *
   * @param key of which a batch holds each value once at most
   * @param singleOperation executes a request that a batch has skipped, within {@code soloExecutor}
   * @param tracer null traces nothing
   */
  public static <R, V> RequestCoalescer<R, V> ofWrites(
      String name,
      BatchScheduler scheduler,
      BatchLimits limits,
      Function<R, Object> key,
      BatchOperation<R, V> batchOperation,
      Function<R, V> singleOperation,
      SoloExecutor soloExecutor,
      MeterRegistry registry,
      @Nullable Tracer tracer) {
    return new RequestCoalescer<>(
        name,
        scheduler,
        limits,
        key,
        batchOperation,
        singleOperation,
        soloExecutor,
        registry,
        tracer);
  }

  /**
   * Executes the request and blocks until it has its result.
   *
   * @throws ScoresUnavailable if the request times out in the queue or in its batch
   */
  public V call(R request) {
    long start = System.nanoTime();
    V value = execute(request);
    metrics.recordRequest(System.nanoTime() - start);
    return value;
  }

  /** The expected time in the queue of a request that arrives now. Takes no lock. */
  public long estimatedWaitNanos() {
    return lane.estimatedWaitNanos();
  }

  /** The number of requests in the queue. */
  int waiting() {
    return scheduler.waiting(lane);
  }

  private V execute(R request) {
    Object requestKey = key.apply(request);
    if (soloExecutor != null && soloExecutor.isBusy(requestKey)) {
      metrics.recordFallback(Fallback.KEY_BUSY);
      return executeAlone(request, requestKey);
    }
    PendingRequest<R, V> pending = new PendingRequest<>(request, requestKey, tracing.enter());
    Reply<V> reply;
    try {
      reply = awaitReply(pending);
    } finally {
      cleanUp(pending);
    }
    return switch (reply) {
      case Reply.Value<V> found -> found.value();
      case Reply.Skipped<V> skipped -> {
        metrics.recordFallback(Fallback.ALONE);
        yield executeAlone(request, requestKey);
      }
      case Reply.Failed<V> failed -> throw failed.exception().get();
    };
  }

  private V executeAlone(R request, Object requestKey) {
    return soloExecutor == null
        ? singleOperation.apply(request)
        : soloExecutor.call(requestKey, () -> singleOperation.apply(request));
  }

  private Reply<V> awaitReply(PendingRequest<R, V> pending) {
    scheduler.enter(lane, pending);
    pending.await(limits.queueTimeout());
    if (!pending.isResumed()) {
      if (scheduler.leave(lane, pending)) {
        throw BatchScheduler.timeout("no batch started within the queue timeout");
      }
      pending.await(limits.executionTimeout());
    }
    if (pending.isLeader()) {
      if (Thread.currentThread().isInterrupted()) {
        throw BatchScheduler.timeout("interrupted while waiting for a batch");
      }
      lead(pending);
    }
    Reply<V> reply = pending.reply();
    if (reply == null) {
      throw BatchScheduler.timeout("the batch did not end within the execution timeout");
    }
    return reply;
  }

  // The yield lets callers that are about to arrive join this batch instead of waiting for the next
  // one: reads are 1.37 times as fast. Correctness does not depend on it.
  @SuppressWarnings("ThreadPriorityCheck")
  private void lead(PendingRequest<R, V> leader) {
    Thread.yield();
    scheduler.fill(lane, leader);
    tracing.execute(
        leader.batch, () -> execute(leader.batch, () -> scheduler.release(lane, leader)));
    metrics.recordBatch(leader.batch.size());
  }

  /**
   * Executes the batch, or splits it in halves, and replies to its requests.
   *
   * @param executed runs after the last statement and before its replies: the database need not
   *     wait for them
   */
  private void execute(List<PendingRequest<R, V>> batch, Runnable executed) {
    BatchResult<V> result = executeBatch(batch);
    if (result instanceof BatchResult.SingleRequestFailed && batch.size() > 1) {
      metrics.recordFallback(Fallback.SPLIT);
      execute(batch.subList(0, batch.size() / 2), () -> {});
      execute(batch.subList(batch.size() / 2, batch.size()), executed);
      return;
    }
    List<Reply<V>> replies =
        switch (result) {
          case BatchResult.Executed<V> done -> done.replies();
          case BatchResult.SingleRequestFailed<V> failed ->
              Collections.nCopies(batch.size(), new Reply.Skipped<>());
          case BatchResult.Failed<V> failed ->
              Collections.nCopies(batch.size(), new Reply.Failed<>(failed.exception()));
        };
    executed.run();
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).reply(replies.get(i));
    }
  }

  /** Turns what the operation throws into a failure of every request of the batch. */
  private BatchResult<V> executeBatch(List<PendingRequest<R, V>> batch) {
    try {
      return batchOperation.execute(batch.stream().map(PendingRequest::request).toList());
    } catch (RuntimeException | Error thrown) {
      return new BatchResult.Failed<>(
          () -> new IllegalStateException("batch execution failed", thrown));
    }
  }

  /**
   * Removes a finished request from the queue. If it led a batch, returns its slot and fails the
   * requests of the batch that have no reply.
   */
  private void cleanUp(PendingRequest<R, V> pending) {
    if (!pending.isResumed()) {
      scheduler.leave(lane, pending); // After this it cannot become a leader.
    }
    CoalescerTracing.Wait queueing = pending.queueing();
    if (queueing != null && pending.reply() == null) {
      queueing.abandon();
    }
    if (pending.isLeader()) {
      scheduler.release(lane, pending);
      for (PendingRequest<R, V> follower : pending.batch) {
        if (follower.reply() == null) {
          follower.reply(
              new Reply.Failed<>(
                  () ->
                      new ScoresUnavailable(
                          "the batch ended without a reply",
                          new IllegalStateException("no reply"))));
        }
      }
    }
  }
}
