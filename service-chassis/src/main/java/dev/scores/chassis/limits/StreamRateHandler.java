package dev.scores.chassis.limits;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import java.time.Duration;

/**
 * Limits the rate of an HTTP/2 stream by the bytes for which its client has opened the flow-control
 * window. Writes are split, so that progress shows before a large one is complete.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the stream.
final class StreamRateHandler extends TransferRateHandler {

  /** Bytes. */
  private static final int SLICE = MIN_BYTES / 4;

  private long written;
  private long accepted;

  StreamRateHandler(Duration window, RejectionMetrics metrics) {
    super(window, metrics);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!(message instanceof Http2DataFrame data)) {
      context.write(message, promise);
      return;
    }
    beforeWrite(context);
    ByteBuf content = data.content();
    while (content.readableBytes() > SLICE) {
      writeData(
          context,
          new DefaultHttp2DataFrame(content.readRetainedSlice(SLICE), false),
          context.newPromise());
    }
    writeData(context, data, promise);
  }

  private void writeData(
      ChannelHandlerContext context, Http2DataFrame data, ChannelPromise promise) {
    int bytes = data.content().readableBytes();
    written += bytes;
    context.write(data, promise.unvoid().addListener(done -> accepted += bytes));
  }

  @Override
  long waitingBytes(ChannelHandlerContext context) {
    return written - accepted;
  }

  @Override
  long acceptedBytes(ChannelHandlerContext context) {
    return accepted;
  }

  /** Resets the stream; the connection and its other streams stay. */
  @Override
  void cutOff(ChannelHandlerContext context) {
    context.close();
  }
}
