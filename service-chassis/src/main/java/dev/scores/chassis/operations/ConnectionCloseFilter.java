package dev.scores.chassis.operations;

import dev.scores.chassis.http.FilterOrder;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Sets {@code Connection: close} on each response while the service stops (RFC 9112, section 9.6),
 * so that clients send the next request on another connection.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(FilterOrder.CONNECTION_CLOSE)
final class ConnectionCloseFilter {

  private final Connections connections;

  ConnectionCloseFilter(Connections connections) {
    this.connections = connections;
  }

  @ResponseFilter
  void setConnectionClose(MutableHttpResponse<?> response) {
    if (connections.areEnding()) {
      response.getHeaders().set(HttpHeaders.CONNECTION, "close");
    }
  }
}
