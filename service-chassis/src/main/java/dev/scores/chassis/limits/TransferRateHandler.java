package dev.scores.chassis.limits;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client takes a response too slowly: while bytes wait to be written, the
 * socket has to accept {@value #LEAST} of them in each {@link #WINDOW}. What counts is what the
 * socket accepts, so a client that reads a few bytes now and then is closed too. The kernel frees
 * its send buffer in lumps of a third, which bounds from below what can be measured.
 *
 * <p>Stands in front of all other handlers, on the connection's event loop. The timer runs only
 * while bytes wait.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the connection.
public final class TransferRateHandler extends ChannelOutboundHandlerAdapter {

  static final Duration WINDOW = Duration.ofSeconds(10);

  /** Bytes. */
  static final int LEAST = 16 * 1024;

  private final long windowNanos;
  private final RejectionMetrics metrics;

  /** All bytes that were handed to the socket, accepted or not. */
  private long written;

  private boolean isWaiting;
  private boolean isTimerSet;
  private long since;
  private long acceptedThen;

  TransferRateHandler(Duration window, RejectionMetrics metrics) {
    this.windowNanos = window.toNanos();
    this.metrics = metrics;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      written += bytes.readableBytes();
    }
    // What waited has gone, and the client is not to blame for the time since.
    if (isWaiting && waitingBytes(context) == 0) {
      isWaiting = false;
    }
    context.write(message, promise);
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    context.flush();
    if (!isWaiting && waitingBytes(context) > 0) {
      isWaiting = true;
      begin(context);
      if (!isTimerSet) {
        isTimerSet = true;
        setTimer(context, windowNanos);
      }
    }
  }

  private void begin(ChannelHandlerContext context) {
    since = System.nanoTime();
    acceptedThen = accepted(context);
  }

  private void setTimer(ChannelHandlerContext context, long nanos) {
    context.executor().schedule(() -> check(context), nanos, NANOSECONDS);
  }

  private void check(ChannelHandlerContext context) {
    if (!isWaiting || !context.channel().isActive() || waitingBytes(context) == 0) {
      isWaiting = false;
      isTimerSet = false;
      return;
    }
    long left = since + windowNanos - System.nanoTime();
    if (left > 0) {
      setTimer(context, left);
    } else if (accepted(context) - acceptedThen >= LEAST) {
      begin(context);
      setTimer(context, windowNanos);
    } else {
      metrics.slowReader();
      // Resets the connection: else the kernel would go on keeping what nobody takes.
      context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
      context.close();
    }
  }

  private long accepted(ChannelHandlerContext context) {
    ChannelOutboundBuffer buffer = buffer(context);
    return buffer == null
        ? written
        : written - buffer.totalPendingWriteBytes() + buffer.currentProgress();
  }

  private static long waitingBytes(ChannelHandlerContext context) {
    ChannelOutboundBuffer buffer = buffer(context);
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Null where the channel is closed. */
  private static @Nullable ChannelOutboundBuffer buffer(ChannelHandlerContext context) {
    return context.channel().unsafe().outboundBuffer();
  }
}
