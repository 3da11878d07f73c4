package dev.scores.chassis.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** The JSON envelope of an error response. */
@Serdeable.Serializable
record ErrorEnvelope(
    String status,
    String message,
    String code,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

  static ErrorEnvelope of(ApiException exception) {
    return new ErrorEnvelope(
        exception.isError() ? "error" : "fail",
        exception.message(),
        exception.code(),
        exception.errors());
  }
}
