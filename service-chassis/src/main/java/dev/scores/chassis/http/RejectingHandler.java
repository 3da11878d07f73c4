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
 * A handler that can answer a request in the framework's place and end the connection with that.
 * From then on it passes nothing either way, because the framework's response may still come and
 * must not be taken for another's. Runs on the connection's event loop.
 */
public abstract class RejectingHandler extends ChannelDuplexHandler {

  private final PreRoutingResponses answers;
  private boolean hasEnded;

  protected RejectingHandler(PreRoutingResponses answers) {
    this.answers = answers;
  }

  /** A part of a request has come; the handler passes it on, or releases it. */
  protected abstract void received(ChannelHandlerContext context, Object message);

  /** A part of a response is to go; the handler passes it on. */
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
      ChannelHandlerContext context, HttpRequest request, ApiException refusal) {
    hasEnded = true;
    answers.writeLast(context, request, OriginalRequest.of(context.channel()).accept(), refusal);
  }

  /** Closes the connection when what has been written is sent, without another response. */
  @SuppressWarnings("FutureReturnValueIgnored") // Nothing is left to do when the connection closes.
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
