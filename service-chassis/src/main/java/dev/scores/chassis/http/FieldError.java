package dev.scores.chassis.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;

/**
 * One thing that is wrong with a payload or a parameter.
 *
 * @param pointer where: a JSON pointer (RFC 6901) into the payload, or the parameter's name
 * @param message why, for people
 */
@Serdeable
public record FieldError(@JsonInclude(JsonInclude.Include.ALWAYS) String pointer, String message) {}
