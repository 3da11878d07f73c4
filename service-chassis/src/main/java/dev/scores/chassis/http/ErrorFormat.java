package dev.scores.chassis.http;

/**
 * How a service writes its refusals where that is not the envelope of the design, section 3. A bean
 * of this type is asked about every path, also one that has no route. Must not block.
 */
public interface ErrorFormat {

  /** Whether refusals under that path are written in this form. */
  boolean isFor(String path);

  /** The body, which becomes JSON. */
  Object body(ApiException refusal);
}
