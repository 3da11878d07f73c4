package dev.scores.app.fake;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/** The operations of tests on the fake, which are not part of the contract. */
@Controller("/__fake")
@Consumes(MediaType.ALL)
@Secured(SecurityRule.IS_ANONYMOUS)
@Requires(beans = FakeState.class)
final class FakeController {

  private final FakeState state;

  FakeController(FakeState state) {
    this.state = state;
  }

  /** Deletes all scores and pending faults; adds the demo scores again. */
  @Post("/reset")
  HttpResponse<?> reset() {
    state.reset();
    return HttpResponse.noContent();
  }

  /** Makes coming requests fail ({@link FaultRequest}). */
  @Post("/fail")
  HttpResponse<?> fail(@Body byte[] payload) {
    FaultRequest order = FaultRequest.read(payload);
    state.faults().add(order.fault(), order.count());
    return HttpResponse.noContent();
  }
}
