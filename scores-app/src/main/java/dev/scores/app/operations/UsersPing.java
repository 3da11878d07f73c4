package dev.scores.app.operations;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import reactor.core.publisher.Mono;

/** The operation {@code ping} of the users service ({@code openapi/users.yaml}). */
@Client("users")
interface UsersPing {

  @Get("/ping")
  Mono<HttpResponse<String>> ping();
}
