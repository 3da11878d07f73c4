package dev.scores.chassis.limits;

import dev.scores.chassis.http.PreRoutingResponses;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Creates the handlers that limit a connection. */
@Singleton
public final class ConnectionLimits {

  /**
   * The handlers of one connection.
   *
   * @param sequencer two handlers: itself, and its {@link RequestSequencer#bytes()}
   */
  public record Handlers(
      TransferRateHandler rate,
      RequestSequencer sequencer,
      RequestDeadlineHandler deadline,
      AdmissionHandler admission) {}

  private final Duration deadline;
  private final AdmissionController controller;
  private final RejectionThrottle throttle;
  private final RejectionMetrics metrics;
  private final PreRoutingResponses responses;

  ConnectionLimits(
      LimitSettings settings,
      AdmissionController controller,
      RejectionThrottle throttle,
      RejectionMetrics metrics,
      PreRoutingResponses responses) {
    this.deadline = settings.requestTimeout();
    this.controller = controller;
    this.throttle = throttle;
    this.metrics = metrics;
    this.responses = responses;
  }

  public Handlers handlers() {
    var time = new RequestDeadlineHandler(deadline, responses, metrics);
    var sequencer = new RequestSequencer(time::onBytes);
    return new Handlers(
        new TransferRateHandler(TransferRateHandler.WINDOW, metrics),
        sequencer,
        time,
        new AdmissionHandler(controller, throttle, metrics, responses, sequencer));
  }
}
