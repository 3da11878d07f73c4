package dev.scores.chassis.http;

import io.netty.handler.codec.http.HttpRequest;

/**
 * Changes the head of a request before it is routed. Each bean of this type is applied to every
 * request, on its event loop, so it must not block.
 */
@FunctionalInterface
public interface RequestRewrite {

  /** The target is canonical already. */
  void rewrite(HttpRequest request);
}
