package dev.scores.devservices;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** Something that development or a test needs does not come up; the message is for a person. */
final class CannotStart extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CannotStart(String message) {
    this(message, null);
  }

  CannotStart(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
