package dev.scores.users.http;

import dev.scores.users.api.KeysApi;
import dev.scores.users.api.model.KeySet;
import dev.scores.users.tokens.SigningKeys;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;

/** Publishes the verification keys, {@code listKeys}. Runs on the event loop: it does not block. */
@Controller
final class KeysController implements KeysApi {

  private final KeySet published;

  KeysController(SigningKeys keys) {
    this.published = new KeySet(keys.published().stream().map(UserResponseMapper::key).toList());
  }

  @Override
  public HttpResponse<KeySet> listKeys() {
    return HttpResponse.ok(published);
  }
}
