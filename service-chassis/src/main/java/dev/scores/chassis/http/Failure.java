package dev.scores.chassis.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** The envelope of an answer that is no success (design, section 3). */
@Serdeable.Serializable
record Failure(
    String status,
    String message,
    String code,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

  static Failure of(Refusal refusal) {
    return new Failure(
        refusal.isError() ? "error" : "fail", refusal.message(), refusal.code(), refusal.errors());
  }
}
