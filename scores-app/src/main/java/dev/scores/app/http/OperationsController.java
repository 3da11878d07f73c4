package dev.scores.app.http;

import dev.scores.api.OperationsApi;
import dev.scores.api.model.Pong;
import dev.scores.api.model.PongMessage;
import dev.scores.api.model.Success;
import io.micronaut.http.annotation.Controller;

/** Says that the service is there, on the event loop: nothing here blocks. */
@Controller
final class OperationsController implements OperationsApi {

  @Override
  public Pong ping() {
    return new Pong(Success.SUCCESS, PongMessage.PONG_);
  }
}
