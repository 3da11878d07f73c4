package dev.scores.chassis.tracing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.inject.Provider;
import reactor.core.publisher.Mono;

/** Routes that call the service itself, as another service. */
@Controller("/calls")
@Secured(SecurityRule.IS_ANONYMOUS)
final class CallingController {

  private final HttpClient client;
  private final Provider<EmbeddedServer> server;

  CallingController(@Client HttpClient client, Provider<EmbeddedServer> server) {
    this.client = client;
    this.server = server;
  }

  @Get("/parent")
  String parent(@Header("traceparent") String traceparent) {
    return traceparent;
  }

  Mono<String> get(String path) {
    return Mono.from(
        client.retrieve(HttpRequest.GET("http://localhost:" + server.get().getPort() + path)));
  }
}
