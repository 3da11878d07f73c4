package dev.scores.users.http;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.ErrorFormat;
import dev.scores.chassis.http.FieldError;
import dev.scores.users.api.model.ApiFailure;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The error format of {@code /api}: the reason phrase of the status and a message, without the
 * envelope.
 */
@Singleton
final class ApiErrorFormat implements ErrorFormat {

  /** A trailing slash is already escaped here. */
  private static final Pattern PATHS = Pattern.compile("/api(?:(?:/|%2[Ff]).*)?");

  /** Keeps the message short. */
  private static final int MAX_ERRORS = 5;

  @Override
  public boolean isFor(String path) {
    return PATHS.matcher(path).matches();
  }

  @Override
  public ApiFailure body(ApiException error) {
    return new ApiFailure(error.status().getReason(), message(error));
  }

  private static String message(ApiException error) {
    if (error.status() == HttpStatus.NOT_FOUND) {
      return "The requested resource was not found";
    }
    return Stream.concat(
            Stream.of(error.message()),
            error.errors().stream().limit(MAX_ERRORS).map(ApiErrorFormat::line))
        .collect(Collectors.joining(" "));
  }

  private static String line(FieldError error) {
    return error.pointer().isEmpty()
        ? error.message() + "."
        : error.pointer() + ": " + error.message() + ".";
  }
}
