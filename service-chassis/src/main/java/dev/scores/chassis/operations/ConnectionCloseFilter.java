package dev.scores.chassis.operations;

import dev.scores.chassis.http.FilterOrder;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Once the service is stopping, each answer is the last on its connection, and says so (RFC 9112,
 * section 9.6): a client that is told sends its next request elsewhere and loses none.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(FilterOrder.CONNECTION_CLOSE)
final class ConnectionCloseFilter {

  private final Connections connections;

  ConnectionCloseFilter(Connections connections) {
    this.connections = connections;
  }

  @ResponseFilter
  void tell(MutableHttpResponse<?> response) {
    if (connections.areEnding()) {
      response.getHeaders().set(HttpHeaders.CONNECTION, "close");
    }
  }
}
