package dev.scores.users.http;

import dev.scores.users.api.ProtectedApi;
import dev.scores.users.api.model.Greeting;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;

/**
 * A greeting for authenticated users. Runs on the event loop: authentication has happened before.
 */
@Controller
final class ProtectedController implements ProtectedApi {

  @Override
  public HttpResponse<Greeting> getProtected() {
    String name = AuthenticatedUser.current().user().username().value();
    return HttpResponse.ok(new Greeting("Hello, " + name + "!"));
  }
}
