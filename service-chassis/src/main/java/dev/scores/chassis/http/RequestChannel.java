package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;

/** Finds the connection of a request that the server received. */
public final class RequestChannel {

  private RequestChannel() {}

  /**
   * The connection that the request came on.
   *
   * @throws IllegalArgumentException if the server did not receive the request
   */
  public static Channel of(HttpRequest<?> request) {
    HttpRequest<?> inner = request;
    while (inner instanceof HttpRequestWrapper<?> wrapper) {
      inner = wrapper.getDelegate();
    }
    if (inner instanceof NettyHttpRequest<?> netty) {
      return netty.getChannelHandlerContext().channel();
    }
    throw new IllegalArgumentException("not received by this server: " + request);
  }
}
