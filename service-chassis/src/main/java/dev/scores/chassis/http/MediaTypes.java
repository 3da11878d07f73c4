package dev.scores.chassis.http;

import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Says that an answer is JSON unless it says what else it is: left to itself, the framework repeats
 * whatever {@code Accept} asked for. Routes that take any {@code Accept} say so by
 * {@code @Produces({APPLICATION_JSON, ALL})}.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class MediaTypes {

  @ResponseFilter
  void name(MutableHttpResponse<?> response) {
    if (response.getContentType().isEmpty() && response.getBody().isPresent()) {
      response.contentType(MediaType.APPLICATION_JSON_TYPE);
    }
  }
}
