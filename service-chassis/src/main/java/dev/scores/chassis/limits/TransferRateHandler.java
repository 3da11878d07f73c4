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
 * Closes a connection whose client reads a response too slowly: while bytes wait to be written, the
 * socket must accept {@value #MIN_BYTES} in each {@link #WINDOW}. The kernel frees its send buffer
 * in chunks of a third, which limits how small a rate can be measured.
 *
 * <p>The first handler of the pipeline, on the connection's event loop. The timer runs only while
 * bytes wait.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the connection.
public final class TransferRateHandler extends ChannelOutboundHandlerAdapter {

  static final Duration WINDOW = Duration.ofSeconds(10);

  /** Bytes. */
  static final int MIN_BYTES = 16 * 1024;

  private final long windowNanos;
  private final RejectionMetrics metrics;

  /** All bytes passed to the socket, accepted or not. */
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
    // All waiting bytes were sent, so the time since does not count.
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
    } else if (accepted(context) - acceptedThen >= MIN_BYTES) {
      begin(context);
      setTimer(context, windowNanos);
    } else {
      metrics.slowReader();
      // Resets the connection; otherwise the kernel would keep the unread bytes.
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

  /** Null if the channel is closed. */
  private static @Nullable ChannelOutboundBuffer buffer(ChannelHandlerContext context) {
    return context.channel().unsafe().outboundBuffer();
  }
}
