package dev.scores.chassis.tracing;

import dev.scores.chassis.limits.Responses;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import jakarta.inject.Singleton;

/**
 * Ends the span of a request with the head of its response, whichever handler or filter wrote it,
 * or with its channel. One instance serves all channels.
 */
@Sharable
@Singleton
@SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the channel.
public final class RequestSpanEnd extends ChannelOutboundHandlerAdapter {

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (Responses.isFinalHead(message)) {
      RequestSpan.end(context.channel(), ((HttpResponse) message).status().code());
    }
    context.write(message, promise);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    RequestSpan.end(context.channel(), null);
  }
}
