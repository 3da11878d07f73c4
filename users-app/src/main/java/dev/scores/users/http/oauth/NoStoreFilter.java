package dev.scores.users.http.oauth;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** No cache may store tokens (RFC 6749, section 5.1) or errors of {@code /oauth}. */
@ServerFilter("/oauth/**")
final class NoStoreFilter {

  @ResponseFilter
  void restrictCaching(MutableHttpResponse<?> response) {
    response.header(HttpHeaders.CACHE_CONTROL, "private, no-store");
  }
}
