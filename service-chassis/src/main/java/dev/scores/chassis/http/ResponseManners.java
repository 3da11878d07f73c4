package dev.scores.chassis.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * What every answer says of itself: it is JSON unless it says what else it is, and where only a
 * caller may ask, no cache may keep it.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class ResponseManners {

  @ResponseFilter
  void finish(HttpRequest<?> request, MutableHttpResponse<?> response) {
    if (response.getContentType().isEmpty() && response.getBody().isPresent()) {
      response.contentType(MediaType.APPLICATION_JSON_TYPE);
    }
    if (ProtectedRoutes.wantsCaller(request)) {
      response.header(HttpHeaders.CACHE_CONTROL, "private, no-store");
    }
  }
}
