package dev.scores.chassis.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;

/**
 * A handler that can respond in the framework's place and then closes the connection. After that it
 * passes nothing in either direction: the framework's response may still follow and must not be
 * taken for that of another request. Runs on the connection's event loop.
 */
public abstract class RejectingHandler extends ChannelDuplexHandler {

  private final PreRoutingResponses responses;
  private boolean hasEnded;

  protected RejectingHandler(PreRoutingResponses responses) {
    this.responses = responses;
  }

  /** Handles a part of a request: passes it on or releases it. */
  protected abstract void received(ChannelHandlerContext context, Object message);

  /** Handles a part of a response: passes it on. */
  protected abstract void sent(
      ChannelHandlerContext context, Object message, ChannelPromise promise);

  @Override
  public final void channelRead(ChannelHandlerContext context, Object message) {
    if (hasEnded) {
      ReferenceCountUtil.release(message);
    } else {
      received(context, message);
    }
  }

  @Override
  public final void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (hasEnded) {
      ReferenceCountUtil.release(message);
      promise.tryFailure(new ClosedChannelException());
    } else {
      sent(context, message, promise);
    }
  }

  /** Writes the last response of the connection, to a request that has been normalized. */
  protected final void reject(
      ChannelHandlerContext context, HttpRequest request, ApiException exception) {
    hasEnded = true;
    responses.writeLast(
        context, request, OriginalRequest.of(context.channel()).accept(), exception);
  }

  /** Closes the connection after what has been written, without another response. */
  @SuppressWarnings("FutureReturnValueIgnored") // The connection closes in any case.
  protected final void end(ChannelHandlerContext context) {
    hasEnded = true;
    context
        .writeAndFlush(Unpooled.EMPTY_BUFFER, context.newPromise())
        .addListener(ChannelFutureListener.CLOSE);
  }

  protected final boolean hasEnded() {
    return hasEnded;
  }
}
