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

/** Refusals under {@code /api}: flat, the status in words and a message. */
@Singleton
final class FlatErrorFormat implements ErrorFormat {

  /** A slash at the end of a path is escaped by the time that it is asked about. */
  private static final Pattern PATHS = Pattern.compile("/api(?:(?:/|%2[Ff]).*)?");

  /** So that an answer stays short however much is wrong. */
  private static final int MOST_ERRORS = 5;

  @Override
  public boolean isFor(String path) {
    return PATHS.matcher(path).matches();
  }

  @Override
  public ApiFailure body(ApiException refusal) {
    return new ApiFailure(refusal.status().getReason(), message(refusal));
  }

  private static String message(ApiException refusal) {
    if (refusal.status() == HttpStatus.NOT_FOUND) {
      return "The requested resource was not found";
    }
    return Stream.concat(
            Stream.of(refusal.message()),
            refusal.errors().stream().limit(MOST_ERRORS).map(FlatErrorFormat::line))
        .collect(Collectors.joining(" "));
  }

  private static String line(FieldError error) {
    return error.pointer().isEmpty()
        ? error.message() + "."
        : error.pointer() + ": " + error.message() + ".";
  }
}
