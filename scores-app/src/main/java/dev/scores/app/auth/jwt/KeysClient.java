package dev.scores.app.auth.jwt;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import reactor.core.publisher.Mono;

/** The operation {@code listKeys} of the users service ({@code openapi/users.yaml}). */
@Client(value = "users", errorType = String.class)
interface KeysClient {

  /**
   * Emits a response with a status below 400. Any other status is an {@link
   * io.micronaut.http.client.exceptions.HttpClientResponseException}. The body is text because it
   * may not be JSON.
   */
  @Get("/.well-known/jwks.json")
  Mono<HttpResponse<String>> keys();
}
