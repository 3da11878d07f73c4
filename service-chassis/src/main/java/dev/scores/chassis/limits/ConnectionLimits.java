package dev.scores.chassis.limits;

import dev.scores.chassis.http.PreRoutingResponses;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes the handlers that bound what a connection may take, for each connection anew. */
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
  private final PreRoutingResponses answers;

  ConnectionLimits(
      LimitSettings settings,
      AdmissionController controller,
      RejectionThrottle throttle,
      RejectionMetrics metrics,
      PreRoutingResponses answers) {
    this.deadline = settings.requestTimeout();
    this.controller = controller;
    this.throttle = throttle;
    this.metrics = metrics;
    this.answers = answers;
  }

  public Handlers handlers() {
    var time = new RequestDeadlineHandler(deadline, answers, metrics);
    var sequencer = new RequestSequencer(time::onBytes);
    return new Handlers(
        new TransferRateHandler(TransferRateHandler.WINDOW, metrics),
        sequencer,
        time,
        new AdmissionHandler(controller, throttle, metrics, answers, sequencer));
  }
}
