package dev.scores.app.http;

import dev.scores.api.OperationsApi;
import dev.scores.api.model.Pong;
import dev.scores.api.model.PongMessage;
import dev.scores.api.model.Success;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Produces;

/** Says that the service is there, on the event loop: nothing here blocks. */
@Controller
@Produces({MediaType.APPLICATION_JSON, MediaType.ALL})
final class OperationsController implements OperationsApi {

  @Override
  public Pong ping() {
    return new Pong(Success.SUCCESS, PongMessage.PONG_);
  }
}
