package dev.scores.chassis.limits;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** A route that never responds, and one that reads the whole payload. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class NeverController {

  private final AtomicInteger calls = new AtomicInteger();

  int calls() {
    return calls.get();
  }

  @Get("/never")
  Mono<String> never() {
    calls.incrementAndGet();
    return Mono.never();
  }

  @Post(
      uri = "/payloads",
      consumes = {MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN},
      produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
  String payload(@Body String payload) {
    return payload;
  }
}
