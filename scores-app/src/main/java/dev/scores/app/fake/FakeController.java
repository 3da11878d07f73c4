package dev.scores.app.fake;

import dev.scores.app.live.LiveStreams;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/** The operations of tests on the fake, which are not part of the contract. */
@Controller("/__fake")
@Consumes(MediaType.ALL)
@Secured(SecurityRule.IS_ANONYMOUS)
@Requires(beans = FakeState.class)
final class FakeController {

  private final FakeState state;
  private final LiveStreams streams;

  FakeController(FakeState state, LiveStreams streams) {
    this.state = state;
    this.streams = streams;
  }

  /** Deletes all scores and pending faults; adds the demo scores again; ends live streams. */
  @Post("/reset")
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<?> reset() {
    state.reset();
    streams.restart();
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
