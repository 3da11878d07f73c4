package dev.scores.chassis.limits;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits the rate of a connection by the bytes that its socket accepts. The kernel frees its send
 * buffer in chunks of a third, which limits how small a rate can be measured.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the connection.
final class ConnectionRateHandler extends TransferRateHandler {

  /** All bytes passed to the socket, accepted or not. */
  private long written;

  ConnectionRateHandler(Duration window, RejectionMetrics metrics) {
    super(window, metrics);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      written += bytes.readableBytes();
    }
    beforeWrite(context);
    context.write(message, promise);
  }

  @Override
  long acceptedBytes(ChannelHandlerContext context) {
    ChannelOutboundBuffer buffer = buffer(context);
    return buffer == null
        ? written
        : written - buffer.totalPendingWriteBytes() + buffer.currentProgress();
  }

  @Override
  long waitingBytes(ChannelHandlerContext context) {
    ChannelOutboundBuffer buffer = buffer(context);
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Resets the connection; otherwise the kernel would keep the unread bytes. */
  @Override
  void cutOff(ChannelHandlerContext context) {
    context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    context.close();
  }

  /** Null if the channel is closed. */
  private static @Nullable ChannelOutboundBuffer buffer(ChannelHandlerContext context) {
    return context.channel().unsafe().outboundBuffer();
  }
}
