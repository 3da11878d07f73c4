package dev.scores.chassis.limits;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets one request of a connection proceed at a time. Pipelined requests (RFC 9112, section 9.3.2)
 * wait here as undecoded bytes, except those in the same {@value #SLICE} bytes. While requests
 * wait, the connection is not read. The next request proceeds when the response is written and the
 * connection is writable.
 *
 * <p>Consists of two handlers, this one after the codec and {@link #bytes()} before it. Runs on the
 * connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the connection.
public final class RequestSequencer extends ChannelDuplexHandler {

  /** Bytes that are decoded at once; few enough that the requests in them need little memory. */
  static final int SLICE = 2048;

  private final Runnable onBytes;
  private final Bytes bytes = new Bytes();
  private final Deque<Object> decoded = new ArrayDeque<>(1);

  private @Nullable ChannelHandlerContext context;

  /** Whether a part of the current request is still to be received. */
  private boolean isRequestOpen;

  /** Whether a part of the current response is still to be sent. */
  private boolean isResponseOpen;

  private boolean isPaused;

  /** Whether the framework requested a read while reading was suspended. */
  private boolean isReadWanted;

  /**
   * @param onBytes called before the codec gets bytes
   */
  RequestSequencer(Runnable onBytes) {
    this.onBytes = onBytes;
  }

  /** The handler before the codec. */
  public ChannelInboundHandler bytes() {
    return bytes;
  }

  /** Stops requests and reads of the connection for a time. */
  void pause(ChannelHandlerContext of, long nanos) {
    isPaused = true;
    of.executor()
        .schedule(
            () -> {
              isPaused = false;
              resume();
            },
            nanos,
            NANOSECONDS);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelRead(ChannelHandlerContext here, Object message) {
    if (decoded.isEmpty() && mayProceed()) {
      pass(here, message);
    } else {
      decoded.add(message);
    }
  }

  private void pass(ChannelHandlerContext here, Object message) {
    if (message instanceof HttpRequest) {
      isRequestOpen = true;
      isResponseOpen = true;
    }
    if (message instanceof LastHttpContent) {
      isRequestOpen = false;
    }
    here.fireChannelRead(message);
  }

  @Override
  public void read(ChannelHandlerContext here) {
    if (isPaused || isHolding()) {
      isReadWanted = true;
    } else {
      here.read();
    }
  }

  @Override
  public void write(ChannelHandlerContext here, Object message, ChannelPromise promise) {
    here.write(message, promise);
    if (message instanceof LastHttpContent && !Responses.isInterim(message)) {
      isResponseOpen = false;
      resumeSoon(here);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext here) {
    resumeSoon(here);
    here.fireChannelWritabilityChanged();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    context = null;
    bytes.release();
    decoded.forEach(ReferenceCountUtil::release);
    decoded.clear();
  }

  /** Resumes in a task of its own: the framework may be in the middle of writing the response. */
  private void resumeSoon(ChannelHandlerContext here) {
    if (isHolding() || isReadWanted) {
      here.executor().execute(this::resume);
    }
  }

  private void resume() {
    ChannelHandlerContext here = context;
    if (here == null) {
      return;
    }
    boolean hasPassed = false;
    while (mayProceed() && !decoded.isEmpty()) {
      pass(here, decoded.remove());
      hasPassed = true;
    }
    if (bytes.feed() || hasPassed) {
      bytes.complete();
    }
    if (isReadWanted && !isPaused && !isHolding()) {
      isReadWanted = false;
      here.read();
    }
  }

  private boolean isHolding() {
    return bytes.areHeld() || !decoded.isEmpty();
  }

  /** Whether the rest of the current request, or the next one, may proceed. */
  private boolean mayProceed() {
    return isRequestOpen
        || (!isResponseOpen && !isPaused && context != null && context.channel().isWritable());
  }

  /** Passes bytes to the codec only when it may decode them. */
  private final class Bytes extends ChannelInboundHandlerAdapter {

    private @Nullable ChannelHandlerContext before;
    private @Nullable ByteBuf held;

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
      before = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext here, Object message) {
      if (!(message instanceof ByteBuf read)) {
        here.fireChannelRead(message);
        return;
      }
      held = held == null ? read : Unpooled.wrappedBuffer(held, read);
      feed();
    }

    boolean areHeld() {
      return held != null;
    }

    /** Returns whether the codec was given anything. */
    boolean feed() {
      boolean hasFed = false;
      while (held != null && before != null && decoded.isEmpty() && mayProceed()) {
        ByteBuf all = held;
        ByteBuf next = all;
        if (all.readableBytes() > SLICE) {
          next = all.readRetainedSlice(SLICE);
        } else {
          held = null;
        }
        onBytes.run();
        before.fireChannelRead(next);
        hasFed = true;
      }
      return hasFed;
    }

    void complete() {
      if (before != null) {
        before.fireChannelReadComplete();
      }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
      before = null;
      release();
    }

    void release() {
      ReferenceCountUtil.release(held);
      held = null;
    }
  }
}
