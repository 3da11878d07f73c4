package dev.scores.chassis.limits;

/** A queue of the service's own, which the entrance has to know of. Safe for many threads. */
@FunctionalInterface
public interface ExpectedWait {

  /** How long whoever comes now is going to wait there. Asked for every request: takes no time. */
  long nanos();
}
