package dev.scores.chassis.limits;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Notifies {@link OpenStreams} when a response has been sent. One instance serves all connections.
 */
@Sharable
public final class StreamEndHandler extends ChannelOutboundHandlerAdapter {

  public static final StreamEndHandler INSTANCE = new StreamEndHandler();

  private StreamEndHandler() {}

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the connection.
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    context.write(
        message,
        message instanceof LastHttpContent && !Responses.isInterim(message)
            ? OpenStreams.endWith(context.channel(), promise)
            : promise);
  }
}
