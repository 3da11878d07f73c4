package dev.scores.users.http.oauth;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.ErrorFormat;
import dev.scores.users.api.model.OAuthFailure;
import dev.scores.users.api.model.OAuthFailureError;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The error format of {@code /oauth}: RFC 6749, section 5.2. */
@Singleton
final class OAuthErrorFormat implements ErrorFormat {

  private static final Pattern PATHS = Pattern.compile("/oauth(?:(?:/|%2[Ff]).*)?");

  /** The standard allows printable ASCII without quotes and backslashes. */
  private static final Pattern FORBIDDEN = Pattern.compile("[^ !#-\\[\\]-~]");

  /** Keeps the description short. */
  private static final int MAX_ERRORS = 5;

  @Override
  public boolean isFor(String path) {
    return PATHS.matcher(path).matches();
  }

  @Override
  public OAuthFailure body(ApiException error) {
    return new OAuthFailure(code(error), description(error));
  }

  private static OAuthFailureError code(ApiException error) {
    if (error.status() == HttpStatus.TOO_MANY_REQUESTS
        || error.status() == HttpStatus.SERVICE_UNAVAILABLE) {
      return OAuthFailureError.TEMPORARILY_UNAVAILABLE;
    }
    return error.status().getCode() >= 500
        ? OAuthFailureError.SERVER_ERROR
        : Arrays.stream(OAuthFailureError.values())
            .filter(code -> code.getValue().equals(error.code()))
            .findFirst()
            .orElse(OAuthFailureError.INVALID_REQUEST);
  }

  private static String description(ApiException error) {
    String description =
        Stream.concat(
                Stream.of(error.message()),
                error.errors().stream()
                    .limit(MAX_ERRORS)
                    .map(one -> one.pointer() + ": " + one.message() + "."))
            .collect(Collectors.joining(" "));
    return FORBIDDEN.matcher(description).replaceAll("?");
  }
}
