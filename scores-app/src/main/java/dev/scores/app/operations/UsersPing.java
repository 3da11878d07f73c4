package dev.scores.app.operations;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import reactor.core.publisher.Mono;

/** Whether the users service is there ({@code openapi/users.yaml}, operation {@code ping}). */
@Client("users")
interface UsersPing {

  @Get("/ping")
  Mono<HttpResponse<String>> ping();
}
