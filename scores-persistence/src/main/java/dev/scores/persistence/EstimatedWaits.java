package dev.scores.persistence;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.function.LongSupplier;

/**
 * How long a caller that arrives now would wait to be coalesced, in nanoseconds; a bean for each
 * kind of operation, because their queues are independent. Admission control looks for the beans by
 * name and need not know what they measure (docs/adr/0020). They are lock-free and cheap.
 */
@Factory
@Requires(beans = CoalescedScores.class)
final class EstimatedWaits {

  @Singleton
  @Named("coalesced-reads")
  LongSupplier reads(CoalescedReads reads) {
    return reads::expectedNanos;
  }

  @Singleton
  @Named("coalesced-lists")
  LongSupplier lists(CoalescedLists lists) {
    return lists::expectedNanos;
  }

  @Singleton
  @Named("coalesced-writes")
  LongSupplier writes(CoalescedWrites writes) {
    return writes::expectedNanos;
  }
}
