package dev.scores.persistence.coalescing;

import dev.scores.domain.ScoresUnavailable;
import dev.scores.persistence.coalescing.CoalescerMetrics.Fallback;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Executes together what is asked for at the same time. The thread of one of the callers, the
 * leader, executes the batch and is free as soon as it has its own answer. First come, first
 * served, but that two requests of the same key are never in one batch. Safe for many threads.
 */
public final class RequestCoalescer<Q, A> {

  /** Executes many requests at once and replies to each, in their order. */
  @FunctionalInterface
  public interface BatchOperation<Q, A> {
    List<Reply<A>> execute(List<Q> requests);
  }

  /**
   * What the coalescer must know of faults.
   *
   * @param mayBeOfOneRequest whether a batch that failed so has changed nothing, and may succeed
   *     without one of its requests
   * @param toPortException what a caller is told of a failed batch
   */
  public record Faults(
      Predicate<Throwable> mayBeOfOneRequest,
      Function<Throwable, RuntimeException> toPortException) {}

  private final BatchScheduler scheduler;
  private final BatchLimits limits;
  private final BatchLane<Q, A> lane;
  private final TimeoutWatcher timeouts = new TimeoutWatcher();
  private final Function<Q, Object> key;
  private final BatchOperation<Q, A> together;
  private final Function<Q, A> alone;
  private final @Nullable SoloExecutor lone;
  private final Faults faults;
  private final CoalescerMetrics metrics;

  private RequestCoalescer(
      String name,
      BatchScheduler scheduler,
      BatchLimits limits,
      Function<Q, Object> key,
      BatchOperation<Q, A> together,
      Function<Q, A> alone,
      @Nullable SoloExecutor lone,
      Faults faults,
      MeterRegistry registry) {
    this.scheduler = scheduler;
    this.limits = limits;
    this.lane = scheduler.lane(limits);
    this.key = key;
    this.together = together;
    this.alone = alone;
    this.lone = lone;
    this.faults = faults;
    this.metrics = new CoalescerMetrics(registry, name, this::waiting);
  }

  /**
   * Of reads: any two may be in one batch. A batch of one is executed alone, which costs PostgreSQL
   * less than a list of one.
   */
  public static <Q, A> RequestCoalescer<Q, A> ofReads(
      String name,
      BatchScheduler scheduler,
      BatchLimits limits,
      BatchOperation<Q, A> together,
      Function<Q, A> alone,
      Faults faults,
      MeterRegistry registry) {
    return new RequestCoalescer<>(
        name,
        scheduler,
        limits,
        question -> new Object(),
        questions ->
            questions.size() == 1
                ? List.of(new Reply.Answer<>(alone.apply(questions.getFirst())))
                : together.execute(questions),
        alone,
        null,
        faults,
        registry);
  }

  /**
   * Of writes.
   *
   * @param key what no two requests of a batch may share
   * @param alone executes a request that a batch has left out, by way of {@code lone}
   */
  public static <Q, A> RequestCoalescer<Q, A> ofWrites(
      String name,
      BatchScheduler scheduler,
      BatchLimits limits,
      Function<Q, Object> key,
      BatchOperation<Q, A> together,
      Function<Q, A> alone,
      SoloExecutor lone,
      Faults faults,
      MeterRegistry registry) {
    return new RequestCoalescer<>(
        name, scheduler, limits, key, together, alone, lone, faults, registry);
  }

  /**
   * @throws ScoresUnavailable where the turn does not come in time, or the database is away
   */
  public A call(Q question) {
    long start = System.nanoTime();
    A answer = answer(question);
    metrics.answered(System.nanoTime() - start);
    return answer;
  }

  /** How long a request that comes now is expected to wait for its turn. Takes no lock. */
  public long expectedNanos() {
    return lane.expectedNanos();
  }

  /** How many requests wait for their turn. */
  int waiting() {
    return scheduler.waiting(lane);
  }

  private A answer(Q question) {
    PendingRequest<Q, A> request = new PendingRequest<>(question, key.apply(question));
    if (lone != null && lone.isBusy(request.key())) {
      metrics.fallback(Fallback.KEY_BUSY);
      return alone(request);
    }
    Reply<A> reply;
    try {
      reply = reply(request);
    } finally {
      abandon(request);
    }
    return switch (reply) {
      case Reply.Answer<A> answer -> answer.value();
      case Reply.Unanswered<A> left -> {
        metrics.fallback(Fallback.ALONE);
        yield alone(request);
      }
      case Reply.Failure<A> failure -> throw faults.toPortException().apply(failure.fault());
    };
  }

  private A alone(PendingRequest<Q, A> request) {
    return lone == null
        ? alone.apply(request.question())
        : lone.call(request.key(), () -> alone.apply(request.question()));
  }

  private Reply<A> reply(PendingRequest<Q, A> request) {
    scheduler.enter(lane, request);
    request.await(limits.turn(), timeouts);
    if (!request.isCalled()) {
      if (scheduler.leave(lane, request)) {
        throw BatchScheduler.late("the turn has not come in time");
      }
      request.await(limits.execution(), timeouts);
    }
    if (request.isLeader()) {
      if (Thread.currentThread().isInterrupted()) {
        throw BatchScheduler.late("stopped while waiting for the turn");
      }
      lead(request);
    }
    Reply<A> reply = request.reply();
    if (reply == null) {
      throw BatchScheduler.late("the batch has not ended in time");
    }
    return reply;
  }

  // Nothing depends on the yield: a caller that is about to ask comes along instead of making the
  // next batch. Where there is none, it would only move the thread about, a tenth of a read.
  @SuppressWarnings("ThreadPriorityCheck")
  private void lead(PendingRequest<Q, A> leader) {
    if (!leader.solitary) {
      Thread.yield();
    }
    scheduler.fill(lane, leader);
    execute(leader.batch, () -> scheduler.release(lane, leader));
    metrics.batch(leader.batch.size());
  }

  /**
   * @param executed is run once no more statements follow and before the replies are given: the
   *     database need not wait for them
   */
  private void execute(List<PendingRequest<Q, A>> batch, Runnable executed) {
    List<Reply<A>> replies;
    try {
      replies = together.execute(batch.stream().map(PendingRequest::question).toList());
    } catch (RuntimeException | Error fault) {
      boolean mayBeOfOne = faults.mayBeOfOneRequest().test(fault);
      if (mayBeOfOne && batch.size() > 1) {
        metrics.fallback(Fallback.SPLIT);
        execute(batch.subList(0, batch.size() / 2), () -> {});
        execute(batch.subList(batch.size() / 2, batch.size()), executed);
        return;
      }
      replies =
          Collections.nCopies(
              batch.size(), mayBeOfOne ? new Reply.Unanswered<>() : new Reply.Failure<>(fault));
    }
    executed.run();
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).reply(replies.get(i));
    }
  }

  /**
   * However a request ends: it is in no queue, its slot is given back and nobody in its batch waits
   * for a reply that will not come.
   */
  private void abandon(PendingRequest<Q, A> request) {
    if (!request.isCalled()) {
      scheduler.leave(lane, request); // From here on it is made a leader no more.
    }
    if (request.isLeader()) {
      scheduler.release(lane, request);
      for (PendingRequest<Q, A> follower : request.batch) {
        if (follower.reply() == null) {
          follower.reply(
              new Reply.Failure<>(
                  new ScoresUnavailable(
                      "the batch ended without an answer", new IllegalStateException("no reply"))));
        }
      }
    }
  }
}
