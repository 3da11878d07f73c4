package dev.scores.app.http;

import dev.scores.api.OperationsApi;
import dev.scores.api.model.Pong;
import dev.scores.api.model.PongMessage;
import dev.scores.api.model.Success;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;

/** The operation {@code ping}. Runs on the event loop, because it never blocks. */
@Controller
final class ScoresPingController implements OperationsApi {

  @Override
  public HttpResponse<Pong> ping() {
    return HttpResponse.ok(new Pong(Success.SUCCESS, PongMessage.PONG_));
  }
}
