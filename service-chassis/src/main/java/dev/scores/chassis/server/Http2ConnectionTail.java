package dev.scores.chassis.server;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.timeout.IdleStateEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last handler of an HTTP/2 connection: closes it with GOAWAY if it is idle, and after a fault
 * of the connection, such as a reset by the client. One instance serves all connections.
 */
@Sharable
@SuppressWarnings("FutureReturnValueIgnored") // The connection closes in any case.
final class Http2ConnectionTail extends ChannelInboundHandlerAdapter {

  static final Http2ConnectionTail INSTANCE = new Http2ConnectionTail();

  private static final Logger LOG = LoggerFactory.getLogger(Http2ConnectionTail.class);

  private Http2ConnectionTail() {}

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      context.channel().close();
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
    LOG.debug("an HTTP/2 connection failed", fault);
    // The codec reports a violation of the protocol first, and then closes with its error code.
    if (!(fault instanceof Http2Exception)) {
      context.channel().close();
    }
  }
}
