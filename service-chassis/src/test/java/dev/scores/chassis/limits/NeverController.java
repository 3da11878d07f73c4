package dev.scores.chassis.limits;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import reactor.core.publisher.Mono;

/** A route that does not answer, and one that wants all of a payload. */
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class NeverController {

  @Get("/never")
  Mono<String> never() {
    return Mono.never();
  }

  @Post("/payloads")
  String payload(@Body String payload) {
    return payload;
  }
}
