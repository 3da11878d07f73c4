package dev.scores.persistence;

import dev.scores.persistence.coalescing.BatchLimits;
import dev.scores.persistence.coalescing.BatchScheduler;
import dev.scores.persistence.coalescing.RequestCoalescer;
import dev.scores.persistence.coalescing.RequestCoalescer.BatchOperation;
import dev.scores.persistence.coalescing.SoloExecutor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the coalescers, which share the slots for batches and the places for lone writes. */
@Singleton
final class Coalescers {

  private static final RequestCoalescer.Faults FAULTS =
      new RequestCoalescer.Faults(
          ScoreStoreExceptions::mayBeOfOne, ScoreStoreExceptions::asThePortHasIt);

  private final BatchScheduler scheduler;
  private final SoloExecutor lone;
  private final MeterRegistry registry;

  /**
   * @param registry none where nothing is measured
   */
  Coalescers(ConnectionBudget budget, @Nullable MeterRegistry registry) {
    this.scheduler = new BatchScheduler(budget.batches());
    this.lone = new SoloExecutor(budget.loneWrites(), BatchLimits.DEFAULT.turn());
    this.registry = registry == null ? new CompositeMeterRegistry() : registry;
  }

  <Q, A> RequestCoalescer<Q, A> ofReads(
      String name, BatchLimits limits, BatchOperation<Q, A> together, Function<Q, A> alone) {
    return RequestCoalescer.ofReads(name, scheduler, limits, together, alone, FAULTS, registry);
  }

  <Q, A> RequestCoalescer<Q, A> ofWrites(
      String name, Function<Q, Object> key, BatchOperation<Q, A> together, Function<Q, A> alone) {
    return RequestCoalescer.ofWrites(
        name, scheduler, BatchLimits.DEFAULT, key, together, alone, lone, FAULTS, registry);
  }
}
