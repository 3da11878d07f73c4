package dev.scores.chassis.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** The envelope of an answer that is no success (design, section 3). */
@Serdeable.Serializable
record ErrorEnvelope(
    String status,
    String message,
    String code,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

  static ErrorEnvelope of(ApiException refusal) {
    return new ErrorEnvelope(
        refusal.isError() ? "error" : "fail", refusal.message(), refusal.code(), refusal.errors());
  }
}
