package dev.scores.chassis.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;

/**
 * An error in a payload or a parameter.
 *
 * @param pointer a JSON pointer (RFC 6901) into the payload, or the name of the parameter
 * @param message the text for people
 */
@Serdeable
public record FieldError(@JsonInclude(JsonInclude.Include.ALWAYS) String pointer, String message) {}
