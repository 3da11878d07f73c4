package dev.scores.persistence;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.function.LongSupplier;

/**
 * The expected wait in the queues of the coalescers, in nanoseconds: a bean for each kind of
 * operation, because their queues are independent. Admission control finds the beans by name
 * (docs/adr/0020). Calling them takes no lock.
 */
@Factory
@Requires(beans = CoalescedScores.class)
final class EstimatedWaits {

  @Singleton
  @Named("coalesced-reads")
  LongSupplier reads(CoalescedReads reads) {
    return reads::estimatedWaitNanos;
  }

  @Singleton
  @Named("coalesced-lists")
  LongSupplier lists(CoalescedLists lists) {
    return lists::estimatedWaitNanos;
  }

  @Singleton
  @Named("coalesced-writes")
  LongSupplier writes(CoalescedWrites writes) {
    return writes::estimatedWaitNanos;
  }
}
