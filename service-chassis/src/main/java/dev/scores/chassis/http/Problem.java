package dev.scores.chassis.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * An error body as in RFC 9457. The type is {@code about:blank}, so the title is the status's
 * reason; the extension member {@code code} identifies the error.
 */
@Serdeable.Serializable
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

  static Problem of(ApiException exception) {
    return new Problem(
        "about:blank",
        exception.status().getReason(),
        exception.status().getCode(),
        exception.message(),
        exception.code(),
        exception.errors());
  }
}
