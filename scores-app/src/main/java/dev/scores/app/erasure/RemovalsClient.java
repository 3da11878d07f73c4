package dev.scores.app.erasure;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.client.annotation.Client;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The operation {@code listRemovals} of the users service ({@code openapi/users.yaml}). */
@Client(value = "users", errorType = String.class)
interface RemovalsClient {

  /**
   * Emits a response with a status below 400. Any other status is an {@link
   * io.micronaut.http.client.exceptions.HttpClientResponseException}. The body is text because it
   * may not be JSON.
   */
  @Get("/users/removals{?after,limit}")
  Mono<HttpResponse<String>> removals(@Nullable @QueryValue String after, @QueryValue int limit);
}
