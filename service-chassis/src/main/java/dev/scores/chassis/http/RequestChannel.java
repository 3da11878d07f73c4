package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpVersion;

/** Finds the connection of a request that the server received, and its version. */
public final class RequestChannel {

  private RequestChannel() {}

  /**
   * The connection that the request came on.
   *
   * @throws IllegalArgumentException if the server did not receive the request
   */
  public static Channel of(HttpRequest<?> request) {
    return received(request).getChannelHandlerContext().channel();
  }

  /**
   * The version of the request line, which the framework does not provide. A request over HTTP/2
   * has none, and 1.1 in its place.
   *
   * @throws IllegalArgumentException if the server did not receive the request
   */
  public static HttpVersion version(HttpRequest<?> request) {
    return received(request).getNativeRequest().protocolVersion();
  }

  private static NettyHttpRequest<?> received(HttpRequest<?> request) {
    HttpRequest<?> inner = request;
    while (inner instanceof HttpRequestWrapper<?> wrapper) {
      inner = wrapper.getDelegate();
    }
    if (inner instanceof NettyHttpRequest<?> netty) {
      return netty;
    }
    throw new IllegalArgumentException("not received by this server: " + request);
  }
}
