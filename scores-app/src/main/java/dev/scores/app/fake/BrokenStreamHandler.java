package dev.scores.app.fake;

import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.ReferenceCountUtil;

/**
 * Breaks off the next response of its connection: sends the head and half of the first part of the
 * body, then closes the connection. A response without a body is not sent at all.
 *
 * <p>Added to a connection when the fault is due, beside the handlers of {@code ServerPipeline}.
 */
final class BrokenStreamHandler extends ChannelOutboundHandlerAdapter {

  private boolean isBroken;

  private BrokenStreamHandler() {}

  /** Any thread may call it before the response is written. */
  static void addTo(ChannelPipeline connection) {
    connection.addAfter(HANDLER_HTTP_SERVER_CODEC, "broken-stream", new BrokenStreamHandler());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The connection closes, whatever happens.
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (isBroken) {
      ReferenceCountUtil.release(message);
      promise.trySuccess();
      return;
    }
    if (isInterim(message)) {
      context.write(message, promise);
    } else if (message instanceof FullHttpResponse whole) {
      if (whole.content().isReadable()) {
        context.write(
            new DefaultHttpResponse(whole.protocolVersion(), whole.status(), whole.headers()));
      }
      breakOff(context, whole.content(), promise);
    } else if (message instanceof HttpContent part && !(message instanceof HttpResponse)) {
      breakOff(context, part.content(), promise);
    } else {
      context.write(message, promise);
    }
  }

  /** Whether it is a response such as 100, which the one to break follows. */
  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse head
        && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // As above.
  private void breakOff(ChannelHandlerContext context, ByteBuf body, ChannelPromise promise) {
    isBroken = true;
    if (body.isReadable()) {
      ByteBuf half = body.readRetainedSlice(body.readableBytes() / 2);
      context.writeAndFlush(new DefaultHttpContent(half)).addListener(ChannelFutureListener.CLOSE);
    } else {
      context.close();
    }
    body.release();
    promise.trySuccess();
  }
}
