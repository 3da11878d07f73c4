package dev.scores.chassis.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;

/**
 * Closes an HTTP/2 stream without an error if the response is complete and the client is still
 * sending its payload (RFC 9113, section 8.1); after any other close a client would discard the
 * response. What {@link LingeringClose} is for a connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The stream closes in any case.
public final class StreamCloseHandler extends ChannelDuplexHandler {

  private boolean isReceiving;
  private boolean hasResponded;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      isReceiving = true;
    }
    if (message instanceof LastHttpContent) {
      isReceiving = false;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    boolean isInterim =
        message instanceof HttpResponse head
            && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (message instanceof LastHttpContent && !isInterim) {
      hasResponded = true;
    }
    context.write(message, promise);
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise closed) {
    if (isReceiving && hasResponded) {
      context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
    }
    context.close(closed);
  }
}
