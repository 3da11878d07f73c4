package dev.scores.chassis.limits;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.scores.chassis.http.EarlyAnswers;
import dev.scores.chassis.http.Refusal;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the time from a request's first byte to the first byte of its response. After that the
 * request is answered here and its connection ends, because the framework's response may still come
 * and must not be taken for another's: 408 where the payload has not come, 503 where the response
 * has not; a head that has not come is not answered (docs/adr/0021).
 *
 * <p>Runs on the connection's event loop. The timer runs only while something is awaited and is set
 * again only when it runs out, so a request costs a look at the clock.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A failed write closes the connection; the timer reads the state.
public final class RequestDeadlineHandler extends ChannelDuplexHandler {

  private enum Awaiting {
    NOTHING,
    /** The rest of a request's head. */
    HEAD,
    /** The rest of its payload. */
    PAYLOAD,
    /** The head of its response. */
    RESPONSE
  }

  private final long deadlineNanos;
  private final EarlyAnswers answers;
  private final RejectionMetrics metrics;

  private @Nullable ChannelHandlerContext context;
  private Awaiting awaiting = Awaiting.NOTHING;
  private long since;
  private boolean isTimerSet;

  /** The request whose response has not gone out to its end. */
  private @Nullable HttpRequest current;

  /** Whether nothing goes either way any more. */
  private boolean isClosed;

  RequestDeadlineHandler(Duration deadline, EarlyAnswers answers, RejectionMetrics metrics) {
    this.deadlineNanos = deadline.toNanos();
    this.answers = answers;
    this.metrics = metrics;
  }

  /** Bytes have come: the first ones of a request start its time. */
  void onBytes() {
    if (awaiting == Awaiting.NOTHING && current == null) {
      await(Awaiting.HEAD);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelRead(ChannelHandlerContext here, Object message) {
    if (isClosed) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest head) {
      current = head;
      if (awaiting == Awaiting.NOTHING) {
        await(Awaiting.PAYLOAD);
      }
      awaiting = Awaiting.PAYLOAD;
    }
    if (message instanceof LastHttpContent) {
      if (current == null) {
        // The payload of a request that was answered before it had come.
        awaiting = Awaiting.NOTHING;
      } else if (awaiting == Awaiting.PAYLOAD) {
        awaiting = Awaiting.RESPONSE;
      }
    }
    here.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext here, Object message, ChannelPromise promise) {
    if (isClosed) {
      ReferenceCountUtil.release(message);
      promise.tryFailure(new ClosedChannelException());
      return;
    }
    if (Responses.isFinalHead(message)) {
      awaiting = Awaiting.NOTHING;
    }
    if (message instanceof LastHttpContent && !Responses.isInterim(message)) {
      current = null;
    }
    here.write(message, promise);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    isClosed = true;
  }

  private void await(Awaiting what) {
    awaiting = what;
    since = System.nanoTime();
    ChannelHandlerContext here = context;
    if (!isTimerSet && here != null) {
      isTimerSet = true;
      setTimer(here, deadlineNanos);
    }
  }

  private void setTimer(ChannelHandlerContext here, long nanos) {
    here.executor().schedule(() -> check(here), nanos, NANOSECONDS);
  }

  private void check(ChannelHandlerContext here) {
    long left = since + deadlineNanos - System.nanoTime();
    if (isClosed || awaiting == Awaiting.NOTHING || !here.channel().isActive()) {
      isTimerSet = false;
    } else if (left > 0) {
      setTimer(here, left);
    } else {
      giveUp(here);
    }
  }

  private void giveUp(ChannelHandlerContext here) {
    boolean isOurs = awaiting == Awaiting.RESPONSE;
    if (isOurs) {
      metrics.late();
    } else {
      metrics.slow();
    }
    isClosed = true;
    HttpRequest late = current;
    if (late == null) {
      here.close();
      return;
    }
    FullHttpResponse last = answers.to(late, isOurs ? Refusal.unavailable() : Refusal.tooSlow());
    last.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    here.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
  }
}
