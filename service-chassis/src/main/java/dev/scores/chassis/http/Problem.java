package dev.scores.chassis.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * A refusal as RFC 9457 has it. The type is the generic one, so the title is the status's; the
 * contract's {@code code} tells refusals apart.
 */
@Serdeable.Serializable
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {

  static Problem of(ApiException refusal) {
    return new Problem(
        "about:blank",
        refusal.status().getReason(),
        refusal.status().getCode(),
        refusal.message(),
        refusal.code(),
        refusal.errors());
  }
}
