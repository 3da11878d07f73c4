package dev.scores.devservices;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A service or a database that does not start. {@code ./run} prints only the message. */
public final class StartupException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartupException(String message) {
    this(message, null);
  }

  StartupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }
}
