package dev.scores.chassis.http;

/**
 * An alternative to {@link ErrorEnvelope} for the errors of some paths. Each bean of this type is
 * consulted for every path, including those without a route. Must not block.
 */
public interface ErrorFormat {

  /** Whether errors of the path have this format. */
  boolean isFor(String path);

  /** The body, to be serialized as JSON. */
  Object body(ApiException exception);
}
