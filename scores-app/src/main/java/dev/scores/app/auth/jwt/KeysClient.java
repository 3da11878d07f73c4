package dev.scores.app.auth.jwt;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import reactor.core.publisher.Mono;

/**
 * The public keys of the issuer of tokens: the operation {@code listKeys} of the users service
 * ({@code openapi/users.yaml}), or the key set of another issuer (RFC 7517, section 5).
 */
@Client(value = "token-keys", errorType = String.class)
interface KeysClient {

  /**
   * Emits a response with a status below 400. Any other status is an {@link
   * io.micronaut.http.client.exceptions.HttpClientResponseException}. The body is text because it
   * may not be JSON.
   */
  @Get("${auth.jwt.keys-path}")
  Mono<HttpResponse<String>> keys();
}
