package dev.scores.app.auth.jwt;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import reactor.core.publisher.Mono;

/** Where the users service publishes its keys ({@code openapi/users.yaml}). */
@Client(value = "users", errorType = String.class)
interface KeysClient {

  /**
   * The answer of a status below 400; any other is an {@link
   * io.micronaut.http.client.exceptions.HttpClientResponseException}. The body is text because it
   * may be no JSON.
   */
  @Get("/.well-known/jwks.json")
  Mono<HttpResponse<String>> keys();
}
