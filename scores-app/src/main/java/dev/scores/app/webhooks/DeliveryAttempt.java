package dev.scores.app.webhooks;

import java.util.Locale;

/**
 * How an attempt to deliver an event ended.
 *
 * @param problem for people, without secrets; empty if it was delivered
 */
record DeliveryAttempt(Outcome outcome, String problem) {

  /** The values of the metrics' label {@code outcome}. */
  enum Outcome {
    DELIVERED,
    REJECTED,
    TIMED_OUT,
    UNREACHABLE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static DeliveryAttempt ofStatus(int status) {
    return status >= 200 && status < 300
        ? new DeliveryAttempt(Outcome.DELIVERED, "")
        : new DeliveryAttempt(Outcome.REJECTED, "status " + status);
  }

  boolean isDelivered() {
    return outcome == Outcome.DELIVERED;
  }
}
