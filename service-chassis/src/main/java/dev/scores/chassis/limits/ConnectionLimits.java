package dev.scores.chassis.limits;

import dev.scores.chassis.http.PreRoutingResponses;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Creates the handlers that limit connections and streams. */
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

  /** The handlers of one stream of HTTP/2. Each has one request, so none has to wait. */
  public record StreamHandlers(
      TransferRateHandler rate, RequestDeadlineHandler deadline, AdmissionHandler admission) {}

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
        connectionRate(),
        sequencer,
        time,
        new AdmissionHandler(controller, throttle, metrics, responses, sequencer));
  }

  /** The handler of a connection of HTTP/2; each of its streams has handlers of its own. */
  public TransferRateHandler connectionRate() {
    return new ConnectionRateHandler(TransferRateHandler.WINDOW, metrics);
  }

  /** The handler of a connection of HTTP/2 that limits the time for a head and for a frame. */
  public Http2FrameDeadlineHandler frameDeadline() {
    return new Http2FrameDeadlineHandler(deadline, metrics);
  }

  public StreamHandlers streamHandlers() {
    return new StreamHandlers(
        new StreamRateHandler(TransferRateHandler.WINDOW, metrics),
        new RequestDeadlineHandler(deadline, responses, metrics),
        new AdmissionHandler(controller, throttle, metrics, responses, null));
  }
}
