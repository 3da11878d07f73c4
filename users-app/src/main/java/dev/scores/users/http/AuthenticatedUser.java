package dev.scores.users.http;

import dev.scores.users.domain.User;
import io.micronaut.security.authentication.Authentication;
import java.util.Map;

/** A caller as the framework carries them along with the request. */
record AuthenticatedUser(User user) implements Authentication {

  @Override
  public String getName() {
    return Integer.toString(user.id().value());
  }

  @Override
  public Map<String, Object> getAttributes() {
    return Map.of();
  }
}
