package dev.scores.chassis.limits;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closes a channel whose client reads a response too slowly: while bytes wait to be written, the
 * client must accept {@value #MIN_BYTES} in each {@link #WINDOW}.
 *
 * <p>The first handler of the pipeline, on the channel's event loop. The timer runs only while
 * bytes wait.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The timer reads the state.
public abstract sealed class TransferRateHandler extends ChannelOutboundHandlerAdapter
    permits ConnectionRateHandler, StreamRateHandler {

  static final Duration WINDOW = Duration.ofSeconds(10);

  /** Bytes. */
  static final int MIN_BYTES = 16 * 1024;

  private final long windowNanos;
  private final RejectionMetrics metrics;

  private boolean isWaiting;
  private long since;
  private long acceptedThen;
  private @Nullable ScheduledFuture<?> timer;

  TransferRateHandler(Duration window, RejectionMetrics metrics) {
    this.windowNanos = window.toNanos();
    this.metrics = metrics;
  }

  /** The bytes that the client has not accepted yet. */
  abstract long waitingBytes(ChannelHandlerContext context);

  /** The bytes that the client has accepted since the channel was opened. */
  abstract long acceptedBytes(ChannelHandlerContext context);

  /** Closes the channel at once, without what waits. */
  abstract void cutOff(ChannelHandlerContext context);

  /** Called before a write: if all waiting bytes were sent, the time since does not count. */
  final void beforeWrite(ChannelHandlerContext context) {
    if (isWaiting && waitingBytes(context) == 0) {
      isWaiting = false;
    }
  }

  @Override
  public final void flush(ChannelHandlerContext context) {
    context.flush();
    if (!isWaiting && waitingBytes(context) > 0) {
      isWaiting = true;
      begin(context);
      if (timer == null) {
        setTimer(context, windowNanos);
      }
    }
  }

  /** A stream of HTTP/2 ends long before its timer, which would keep it in memory. */
  @Override
  public final void handlerRemoved(ChannelHandlerContext context) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void begin(ChannelHandlerContext context) {
    since = now(context);
    acceptedThen = acceptedBytes(context);
  }

  private static long now(ChannelHandlerContext context) {
    return context.executor().ticker().nanoTime();
  }

  private void setTimer(ChannelHandlerContext context, long nanos) {
    timer = context.executor().schedule(() -> check(context), nanos, NANOSECONDS);
  }

  private void check(ChannelHandlerContext context) {
    if (!isWaiting || !context.channel().isActive() || waitingBytes(context) == 0) {
      isWaiting = false;
      timer = null;
      return;
    }
    long left = since + windowNanos - now(context);
    if (left > 0) {
      setTimer(context, left);
    } else if (acceptedBytes(context) - acceptedThen >= MIN_BYTES) {
      begin(context);
      setTimer(context, windowNanos);
    } else {
      metrics.slowReader();
      cutOff(context);
    }
  }
}
