package dev.scores.users.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/** The id of a service account. Its prefix distinguishes it from a user's id. */
public record ClientId(String value) {

  private static final Pattern FORM = Pattern.compile("sa_[A-Za-z0-9_-]{22}");
  private static final int RANDOM_BYTES = 16;

  /**
   * @throws IllegalArgumentException if the value does not have the format
   */
  public ClientId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("invalid client id");
    }
  }

  /** The id with this text; empty if no account can have it. */
  public static Optional<ClientId> of(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new ClientId(text)) : Optional.empty();
  }

  static ClientId random() {
    return new ClientId("sa_" + RandomText.base64Url(RANDOM_BYTES));
  }
}
