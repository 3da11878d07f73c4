package dev.scores.chassis.limits;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closes an HTTP/2 connection whose client takes too long for the head of a request, which is a
 * HEADERS frame and its CONTINUATION frames, or for any other frame except DATA. The codec shows no
 * frame before its last byte, so this handler reads the headers of all frames (RFC 9113, sections
 * 4.1 and 6.2). From the last byte of a head on, {@link RequestDeadlineHandler} limits the stream.
 *
 * <p>Directly before the codec, on the connection's event loop. Reads the clock only for a head or
 * a frame that does not arrive in one piece.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The timer reads the state.
public final class Http2FrameDeadlineHandler extends ChannelInboundHandlerAdapter {

  /** RFC 9113, section 3.4. */
  private static final int PREFACE_BYTES = 24;

  /** Positions in the header of a frame: three bytes of length, the type, the flags, the stream. */
  private static final int TYPE = 3;

  private static final int FLAGS = 4;
  private static final int HEADER_BYTES = 9;

  private final long deadlineNanos;
  private final RejectionMetrics metrics;

  /** The bytes that are left of the preface of the connection, or of the current frame. */
  private int left = PREFACE_BYTES;

  /** The bytes of the current frame's header that have arrived. */
  private int headerBytes;

  private int length;
  private int type = -1;

  /** Whether a head has begun whose last frame has not. */
  private boolean isContinued;

  private long since;
  private @Nullable ScheduledFuture<?> timer;

  Http2FrameDeadlineHandler(Duration deadline, RejectionMetrics metrics) {
    this.deadlineNanos = deadline.toNanos();
    this.metrics = metrics;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      boolean wasIncomplete = timer != null && isIncomplete();
      boolean hasEnded = follow(bytes);
      if (isIncomplete() && (hasEnded || !wasIncomplete)) {
        since = now(context);
        if (timer == null) {
          setTimer(context, deadlineNanos);
        }
      }
    }
    context.fireChannelRead(message);
  }

  /** Whether more of a head, or of a frame that may be any but DATA, has to come. */
  private boolean isIncomplete() {
    return isContinued || (type != Http2FrameTypes.DATA && (left > 0 || headerBytes > 0));
  }

  private boolean isOfHead() {
    return type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION;
  }

  /** Returns whether a frame ends in these bytes that no CONTINUATION has to follow. */
  private boolean follow(ByteBuf bytes) {
    boolean hasEnded = false;
    int at = bytes.readerIndex();
    while (at < bytes.writerIndex()) {
      if (left > 0) {
        int skipped = Math.min(left, bytes.writerIndex() - at);
        at += skipped;
        left -= skipped;
      } else {
        header(bytes.getUnsignedByte(at++));
      }
      if (left == 0 && headerBytes == 0) {
        hasEnded |= !isContinued;
        type = -1;
      }
    }
    return hasEnded;
  }

  /** Takes the next byte of a frame's header. */
  private void header(int next) {
    if (headerBytes < TYPE) {
      length = length << Byte.SIZE | next;
    } else if (headerBytes == TYPE) {
      type = next;
    } else if (headerBytes == FLAGS && isOfHead()) {
      isContinued = (next & Http2Flags.END_HEADERS) == 0;
    }
    headerBytes++;
    if (headerBytes == HEADER_BYTES) {
      headerBytes = 0;
      left = length;
      length = 0;
    }
  }

  private static long now(ChannelHandlerContext context) {
    return context.executor().ticker().nanoTime();
  }

  private void setTimer(ChannelHandlerContext context, long nanos) {
    timer = context.executor().schedule(() -> check(context), nanos, NANOSECONDS);
  }

  private void check(ChannelHandlerContext context) {
    long remaining = since + deadlineNanos - now(context);
    if (!isIncomplete() || !context.channel().isActive()) {
      timer = null;
    } else if (remaining > 0) {
      setTimer(context, remaining);
    } else {
      metrics.slow();
      context.channel().close(); // Through the codec, which sends GOAWAY.
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
