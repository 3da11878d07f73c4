package dev.scores.app.http;

import dev.scores.api.OperationsApi;
import dev.scores.api.model.Pong;
import dev.scores.api.model.PongMessage;
import dev.scores.api.model.Success;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;

/** Says that the service is there, on the event loop: nothing here blocks. */
@Controller
final class ScoresPingController implements OperationsApi {

  @Override
  public HttpResponse<Pong> ping() {
    return HttpResponse.ok(new Pong(Success.SUCCESS, PongMessage.PONG_));
  }
}
