package dev.scores.chassis.limits;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.PreRoutingResponses;
import dev.scores.chassis.http.RejectingHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits the time from a request's first byte to the first byte of its response. At the deadline
 * the handler responds with 408 if the payload is incomplete and with 503 if the response is
 * missing, and closes the connection; if the head is incomplete, it only closes the connection
 * (docs/adr/0021).
 *
 * <p>Runs on the connection's event loop. The timer is set again only when it expires, so a request
 * costs one reading of the clock.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The timer reads the state.
public final class RequestDeadlineHandler extends RejectingHandler {

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
  private final RejectionMetrics metrics;

  private @Nullable ChannelHandlerContext context;
  private Awaiting awaiting = Awaiting.NOTHING;
  private long since;
  private @Nullable ScheduledFuture<?> timer;

  /** The request whose response is not complete. */
  private @Nullable HttpRequest current;

  RequestDeadlineHandler(
      Duration deadline, PreRoutingResponses responses, RejectionMetrics metrics) {
    super(responses);
    this.deadlineNanos = deadline.toNanos();
    this.metrics = metrics;
  }

  /** Called when bytes arrive: the first bytes of a request start its time. */
  void onBytes() {
    if (awaiting == Awaiting.NOTHING && current == null) {
      await(Awaiting.HEAD);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  /** A stream of HTTP/2 ends long before its timer. */
  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  @Override
  protected void received(ChannelHandlerContext here, Object message) {
    if (message instanceof HttpRequest head) {
      current = head;
      if (awaiting == Awaiting.NOTHING) {
        await(Awaiting.PAYLOAD);
      }
      awaiting = Awaiting.PAYLOAD;
    }
    if (message instanceof LastHttpContent) {
      if (current == null) {
        // The payload of a request whose response was sent before.
        awaiting = Awaiting.NOTHING;
      } else if (awaiting == Awaiting.PAYLOAD) {
        awaiting = Awaiting.RESPONSE;
      }
    }
    here.fireChannelRead(message);
  }

  @Override
  protected void sent(ChannelHandlerContext here, Object message, ChannelPromise promise) {
    if (Responses.isFinalHead(message)) {
      awaiting = Awaiting.NOTHING;
    }
    if (message instanceof LastHttpContent && !Responses.isInterim(message)) {
      current = null;
    }
    here.write(message, promise);
  }

  private void await(Awaiting what) {
    awaiting = what;
    since = System.nanoTime();
    ChannelHandlerContext here = context;
    if (timer == null && here != null) {
      setTimer(here, deadlineNanos);
    }
  }

  private void setTimer(ChannelHandlerContext here, long nanos) {
    timer = here.executor().schedule(() -> check(here), nanos, NANOSECONDS);
  }

  private void check(ChannelHandlerContext here) {
    long left = since + deadlineNanos - System.nanoTime();
    if (hasEnded() || awaiting == Awaiting.NOTHING || !here.channel().isActive()) {
      timer = null;
    } else if (left > 0) {
      setTimer(here, left);
    } else {
      expire(here);
    }
  }

  private void expire(ChannelHandlerContext here) {
    boolean isServiceLate = awaiting == Awaiting.RESPONSE;
    if (isServiceLate) {
      metrics.late();
    } else {
      metrics.slow();
    }
    HttpRequest late = current;
    if (late == null) {
      end(here);
    } else {
      reject(here, late, isServiceLate ? ApiException.unavailable() : ApiException.tooSlow());
    }
  }
}
