package dev.scores.app.auth;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.client.annotation.Client;
import reactor.core.publisher.Mono;

/** The one operation of the users service that is needed here ({@code openapi/users.yaml}). */
interface UsersClient {

  /**
   * The answer of a status below 400; any other is an {@link
   * io.micronaut.http.client.exceptions.HttpClientResponseException}. The body is text because it
   * may be no JSON.
   */
  @Get("/auth/status")
  Mono<HttpResponse<String>> authStatus(@Header(HttpHeaders.AUTHORIZATION) String authorization);

  /** On a connection that is kept alive, where there is one. */
  @Client(value = "users", errorType = String.class)
  interface Usual extends UsersClient {}

  /** On a new connection. */
  @Client(value = "users-again", errorType = String.class)
  interface Again extends UsersClient {}
}
