package dev.scores.chassis.logging;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Reports the outages of a dependency: the first failure of each cause at once, later ones at most
 * once per {@link LogThrottle#INTERVAL}, and the recovery of a reported outage. Thread-safe. While
 * the dependency works, {@link #succeeded} costs one volatile read.
 */
public final class DependencyLog {

  private final Logger log;
  private final String dependency;
  private final LogThrottle throttle;
  private final LongSupplier nanoTime;

  private volatile boolean isFailing;
  private long failingSince;
  private boolean isReported;

  /**
   * @param dependency its name and address, without secrets: {@code database "scores" at db:5432}
   */
  public DependencyLog(Logger log, String dependency) {
    this(log, dependency, new LogThrottle(), System::nanoTime);
  }

  DependencyLog(Logger log, String dependency, LogThrottle throttle, LongSupplier nanoTime) {
    this.log = log;
    this.dependency = dependency;
    this.throttle = throttle;
    this.nanoTime = nanoTime;
  }

  /**
   * Records a failure to reach the dependency.
   *
   * @param cause identifies the cause, such as an SQLSTATE
   * @param what the rest of the line: {@code refused the connection: …}
   */
  public synchronized void failed(String cause, String what) {
    if (!isFailing) {
      failingSince = nanoTime.getAsLong();
      isFailing = true;
    }
    if (report(cause, what)) {
      isReported = true;
    }
  }

  /** Whether the last attempt to reach the dependency failed. */
  public boolean isFailing() {
    return isFailing;
  }

  /** Records that the dependency was reached. */
  public void succeeded() {
    if (isFailing) {
      recovered();
    }
  }

  private synchronized void recovered() {
    if (!isFailing) {
      return;
    }
    Duration outage = Duration.ofNanos(nanoTime.getAsLong() - failingSince);
    isFailing = false;
    if (isReported) {
      isReported = false;
      log.info("{} is reachable again after {} s", dependency, outage.toSeconds());
    }
  }

  /**
   * Reports a failed operation of a dependency that is reachable.
   *
   * @param cause as in {@link #failed}
   * @param what as in {@link #failed}
   * @return whether a line was written
   */
  public boolean report(String cause, String what) {
    var omitted = throttle.permit(cause);
    omitted.ifPresent(number -> log.warn("{} {}{}", dependency, what, LogThrottle.suffix(number)));
    return omitted.isPresent();
  }
}
