package dev.scores.users.http;

import dev.scores.users.api.OperationsApi;
import dev.scores.users.api.model.Pong;
import dev.scores.users.api.model.PongMessage;
import dev.scores.users.api.model.Success;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;

/** Liveness probe {@code ping}. Runs on the event loop: it does not block. */
@Controller
final class UsersPingController implements OperationsApi {

  @Override
  public HttpResponse<Pong> ping() {
    return HttpResponse.ok(new Pong(Success.SUCCESS, PongMessage.PONG_));
  }
}
