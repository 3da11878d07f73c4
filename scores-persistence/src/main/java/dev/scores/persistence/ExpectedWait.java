package dev.scores.persistence;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.function.LongSupplier;

/**
 * How long whoever comes now may have to wait for his turn, in nanoseconds: at the longest of the
 * queues. Whoever looks for {@code expected-wait} finds it, and need not know what is waited for
 * (ADR 20). Takes no lock, and no time.
 */
@Singleton
@Named("expected-wait")
@Requires(beans = CoalescedScores.class)
record ExpectedWait(CoalescedReads reads, CoalescedLists lists, CoalescedWrites writes)
    implements LongSupplier {

  @Override
  public long getAsLong() {
    return Math.max(lists.expectedNanos(), Math.max(reads.expectedNanos(), writes.expectedNanos()));
  }
}
