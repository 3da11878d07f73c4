package dev.scores.users.domain;

import java.util.Objects;

/**
 * A client id and a secret as a client sends them.
 *
 * @param id any text
 */
public record ClientCredentials(String id, ClientSecret secret) {

  public ClientCredentials {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(secret, "secret");
  }
}
