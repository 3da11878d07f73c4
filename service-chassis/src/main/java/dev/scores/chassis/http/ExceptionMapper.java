package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;
import java.util.Optional;

/**
 * What a service knows of its own faults: which refusal one of its exceptions is. A bean of this
 * type is asked before the framework's exceptions are read. Must not block.
 */
@FunctionalInterface
public interface ExceptionMapper {

  /** The refusal that the fault is, or none where it is not for this reading. */
  Optional<ApiException> read(HttpRequest<?> request, Throwable fault);
}
