package dev.scores.persistence;

import dev.failsafe.Bulkhead;
import dev.failsafe.BulkheadFullException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.function.CheckedSupplier;
import dev.scores.domain.ScoresUnavailable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Limits the number of concurrent statements that read every score, to leave connections and
 * processors to other requests (ADR 12). Thread-safe.
 */
@Singleton
final class FullScans {

  private final FailsafeExecutor<Object> limited;

  @Inject
  FullScans(ConnectionBudget budget) {
    this(budget.reports(), Duration.ofSeconds(2));
  }

  /**
   * @param maxConcurrent statements that may run at the same time
   * @param timeout how long a further statement waits, in order of arrival and without a connection
   */
  FullScans(int maxConcurrent, Duration timeout) {
    this.limited = Failsafe.with(Bulkhead.builder(maxConcurrent).withMaxWaitTime(timeout).build());
  }

  /**
   * Runs the statement.
   *
   * @throws ScoresUnavailable if others do not end within the timeout
   */
  <T> T get(CheckedSupplier<T> statement) {
    try {
      return limited.get(statement);
    } catch (BulkheadFullException busy) {
      throw new ScoresUnavailable("too many concurrent reports", busy);
    } catch (FailsafeException interrupted) {
      Thread.currentThread().interrupt();
      throw new ScoresUnavailable("interrupted while waiting for other reports", interrupted);
    }
  }
}
