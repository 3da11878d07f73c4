package dev.scores.app.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.FieldError;
import dev.scores.chassis.http.StrictJson;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The payload of {@code POST /__fake/fail}: a fault and the number of requests that it is for.
 *
 * <pre>{@code
 * {"status": 503, "count": 2, "delay_ms": 100, "broken_stream": true, "method": "PATCH",
 *  "path": "/scores"}
 * }</pre>
 */
record FaultRequest(RequestFault fault, int count) {

  private static final Set<String> MEMBERS =
      Set.of("status", "count", "delay_ms", "broken_stream", "method", "path");
  private static final int MAX_COUNT = 1000;
  private static final int MAX_DELAY_MS = 60_000;

  /** Health checks and the like do not use up a fault. */
  private static final String API = "/scores";

  /**
   * @throws ApiException 400 with an error for each invalid member
   */
  static FaultRequest read(byte[] payload) {
    Reader members = new Reader(StrictJson.read(payload));
    RequestFault fault =
        new RequestFault(
            members.status("status"),
            Duration.ofMillis(members.number("delay_ms", 0, MAX_DELAY_MS).orElse(0)),
            members.flag("broken_stream"),
            members.text("method"),
            members.text("path").orElse(API));
    int count = members.number("count", 1, MAX_COUNT).orElse(1);
    members.throwIfInvalid();
    return new FaultRequest(fault, count);
  }

  /** Reads members and collects what is wrong with them. */
  private static final class Reader {

    private final JsonNode object;
    private final List<FieldError> errors = new ArrayList<>();

    Reader(JsonNode object) {
      this.object = object;
      if (!object.isObject()) {
        errors.add(new FieldError("", "must be an object"));
      }
      object
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!MEMBERS.contains(name)) {
                  errors.add(new FieldError("/" + name, "is unknown"));
                }
              });
    }

    Optional<HttpStatus> status(String name) {
      JsonNode value = object.path(name);
      Optional<HttpStatus> status =
          Stream.of(HttpStatus.values())
              .filter(known -> value.isInt() && known.getCode() == value.intValue())
              .filter(known -> known.getCode() >= 400)
              .findFirst();
      return read(name, value, status.isPresent(), "must be the status of an error, such as 503")
          .flatMap(valid -> status);
    }

    Optional<Integer> number(String name, int min, int max) {
      JsonNode value = object.path(name);
      boolean isValid = value.isInt() && value.intValue() >= min && value.intValue() <= max;
      return read(name, value, isValid, "must be an integer from " + min + " to " + max)
          .map(JsonNode::intValue);
    }

    boolean flag(String name) {
      JsonNode value = object.path(name);
      return read(name, value, value.isBoolean(), "must be true or false")
          .map(JsonNode::booleanValue)
          .orElse(false);
    }

    Optional<String> text(String name) {
      JsonNode value = object.path(name);
      return read(name, value, value.isTextual(), "must be a string").map(JsonNode::textValue);
    }

    private Optional<JsonNode> read(String name, JsonNode value, boolean isValid, String error) {
      if (!isValid && !(value instanceof MissingNode)) {
        errors.add(new FieldError("/" + name, error));
      }
      return Optional.of(value).filter(present -> isValid);
    }

    void throwIfInvalid() {
      if (!errors.isEmpty()) {
        throw ApiException.invalidPayload(errors);
      }
    }
  }
}
