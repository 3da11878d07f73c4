package dev.scores.persistence;

import dev.scores.persistence.coalescing.BatchLimits;
import dev.scores.persistence.coalescing.BatchResult;
import dev.scores.persistence.coalescing.BatchScheduler;
import dev.scores.persistence.coalescing.Reply;
import dev.scores.persistence.coalescing.RequestCoalescer;
import dev.scores.persistence.coalescing.RequestCoalescer.BatchOperation;
import dev.scores.persistence.coalescing.SoloExecutor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates the coalescers, which share the batch slots and the permits of single writes. Classifies
 * the failures of the database for them.
 */
@Singleton
final class Coalescers {

  private final BatchScheduler scheduler;
  private final SoloExecutor soloExecutor;
  private final MeterRegistry registry;
  private final @Nullable Tracer tracer;

  /**
   * @param registry null records no metrics
   * @param tracer null traces nothing
   */
  Coalescers(ConnectionBudget budget, @Nullable MeterRegistry registry, @Nullable Tracer tracer) {
    this.scheduler = new BatchScheduler(budget.batches());
    this.soloExecutor = new SoloExecutor(budget.soloWrites(), BatchLimits.DEFAULT.queueTimeout());
    this.registry = registry == null ? new CompositeMeterRegistry() : registry;
    this.tracer = tracer;
  }

  /**
   * @param single executes a batch of one, which costs PostgreSQL less than a list of one, and
   *     requests that a batch has skipped
   */
  <R, V> RequestCoalescer<R, V> ofReads(
      String name,
      BatchLimits limits,
      Function<List<R>, List<Reply<V>>> batch,
      Function<R, V> single) {
    return RequestCoalescer.ofReads(
        name,
        scheduler,
        limits,
        classified(
            requests ->
                requests.size() == 1
                    ? List.of(new Reply.Value<>(single.apply(requests.getFirst())))
                    : batch.apply(requests)),
        single,
        registry,
        tracer);
  }

  <R, V> RequestCoalescer<R, V> ofWrites(
      String name,
      Function<R, Object> key,
      Function<List<R>, List<Reply<V>>> batch,
      Function<R, V> single) {
    return RequestCoalescer.ofWrites(
        name,
        scheduler,
        BatchLimits.DEFAULT,
        key,
        classified(batch),
        single,
        soloExecutor,
        registry,
        tracer);
  }

  private static <R, V> BatchOperation<R, V> classified(Function<List<R>, List<Reply<V>>> batch) {
    return requests -> {
      try {
        return new BatchResult.Executed<>(batch.apply(requests));
      } catch (RuntimeException exception) {
        return ScoreStoreExceptions.mayAffectSingleRow(exception)
            ? new BatchResult.SingleRequestFailed<>()
            : new BatchResult.Failed<>(() -> ScoreStoreExceptions.toPortException(exception));
      }
    };
  }
}
