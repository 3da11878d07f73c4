package dev.scores.chassis.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.filter.ServerFilterPhase;

/**
 * The order of the HTTP filters of both services, first to last: a request passes them in this
 * order, its response in the reverse order. The framework's CORS filter runs after {@link
 * #CONNECTION_CLOSE}, its security filter after {@link #BEFORE_AUTHENTICATION}.
 */
public final class FilterOrder {

  /** Traces requests. First, so that metrics have exemplars. */
  public static final int TRACING = Ordered.HIGHEST_PRECEDENCE;

  /** Times and counts requests, those that a later filter rejects included. */
  public static final int METRICS = TRACING + 1;

  /** Sets the request id, which later filters may log. */
  public static final int REQUEST_ID = METRICS + 1;

  /** Sets default headers, on error responses of later filters too. */
  public static final int RESPONSE_HEADERS = METRICS + 2;

  /** Sets {@code Connection: close} while the service stops. */
  public static final int CONNECTION_CLOSE = METRICS + 3;

  /** Rejects requests whatever their credentials are. */
  public static final int BEFORE_AUTHENTICATION = ServerFilterPhase.SECURITY.before();

  /** Rejects requests that the caller may make but that are invalid. */
  public static final int AFTER_AUTHENTICATION = ServerFilterPhase.SECURITY.after();

  private FilterOrder() {}
}
