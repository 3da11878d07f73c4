package dev.scores.app.auth;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.client.annotation.Client;
import reactor.core.publisher.Mono;

/** The operation {@code authStatus} of the users service ({@code openapi/users.yaml}). */
interface UsersClient {

  /**
   * Emits a response with a status below 400. Any other status is an {@link
   * io.micronaut.http.client.exceptions.HttpClientResponseException}. The body is text because it
   * may not be JSON.
   */
  @Get("/auth/status")
  Mono<HttpResponse<String>> authStatus(@Header(HttpHeaders.AUTHORIZATION) String authorization);

  /** Uses a connection that is kept alive, if there is one. */
  @Client(value = "users", errorType = String.class)
  interface Pooled extends UsersClient {}

  /** Uses a new connection. */
  @Client(value = "users-again", errorType = String.class)
  interface NewConnection extends UsersClient {}
}
