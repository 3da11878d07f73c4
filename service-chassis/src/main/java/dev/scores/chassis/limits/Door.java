package dev.scores.chassis.limits;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.scores.chassis.http.Refusal;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Stands on a connection between the codec and the framework. Lets no request in that would wait
 * too long, and looks after the time: from its first byte to the first byte of its answer a request
 * has so long and no longer. What is late is answered here, and its connection ends, for the
 * framework's answer may still come and has nowhere to go.
 *
 * <p>All of it happens on the connection's event loop. A timer runs only where something is awaited
 * and is set anew only when it runs out, so a request costs a look at the clock.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A connection that fails ends, and a timer looks itself.
public final class Door extends ChannelDuplexHandler {

  private enum Awaiting {
    NOTHING,
    /** The rest of a head, of which something has come. */
    HEAD,
    /** The rest of a payload. */
    PAYLOAD,
    /** The head of the framework's answer. */
    ANSWER
  }

  private final long deadlineNanos;
  private final Entrance entrance;
  private final BiFunction<HttpRequest, Refusal, FullHttpResponse> answers;
  private final RefusedRequests refused;
  private final Pacing pacing;

  private @Nullable ChannelHandlerContext context;
  private Awaiting awaiting = Awaiting.NOTHING;
  private long since;
  private boolean timerRuns;

  /** Let in and not answered to the end; several where a client does not wait for answers. */
  private final Deque<HttpRequest> unanswered = new ArrayDeque<>(1);

  /** Whether what comes belongs to a request that was refused. */
  private boolean skipping;

  /** Whether the connection is left unread for a while. */
  private boolean pausing;

  /** Whether the framework wants more of it. */
  private boolean isReadWanted;

  /** Whether nothing goes either way any more. */
  private boolean closed;

  Door(
      Duration deadline,
      Entrance entrance,
      BiFunction<HttpRequest, Refusal, FullHttpResponse> answers,
      RefusedRequests refused,
      Pacing pacing) {
    this.deadlineNanos = deadline.toNanos();
    this.entrance = entrance;
    this.answers = answers;
    this.refused = refused;
    this.pacing = pacing;
  }

  /** To be put before the codec: sees bytes that are no whole head. */
  public ChannelInboundHandler atFirstByte() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext before, Object bytes) {
        begin();
        before.fireChannelRead(bytes);
      }
    };
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (closed) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest head) {
      come(context, head);
    }
    boolean isWhole = message instanceof LastHttpContent;
    if (skipping) {
      ReferenceCountUtil.release(message);
      if (isWhole) {
        skipping = false;
        awaiting = Awaiting.NOTHING;
      }
      return;
    }
    if (isWhole && awaiting == Awaiting.PAYLOAD) {
      awaiting = Awaiting.ANSWER;
    }
    context.fireChannelRead(message);
  }

  private void come(ChannelHandlerContext context, HttpRequest head) {
    boolean isFirst = unanswered.isEmpty();
    if (isFirst) {
      awaiting = Awaiting.PAYLOAD;
    }
    // What comes behind another request cannot be answered before that.
    if (isFirst && head.decoderResult().isSuccess() && !entrance.isOpenFor(head.uri())) {
      refuse(context, head);
    } else {
      unanswered.add(head);
      entrance.entered();
    }
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (pausing) {
      isReadWanted = true;
    } else {
      context.read();
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (closed) {
      ReferenceCountUtil.release(message);
      promise.tryFailure(new ClosedChannelException());
      return;
    }
    if (!isInterim(message)) {
      if (message instanceof HttpResponse) {
        awaiting = Awaiting.NOTHING;
      }
      if (message instanceof LastHttpContent) {
        if (unanswered.poll() != null) {
          entrance.left();
        }
        if (!unanswered.isEmpty()) {
          await(context, Awaiting.ANSWER);
        }
      }
    }
    context.write(message, promise);
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse head
        && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    closed = true;
    while (unanswered.poll() != null) {
      entrance.left();
    }
  }

  /** At once and cheaply; the connection lives on unless it brings more than it is worth. */
  private void refuse(ChannelHandlerContext context, HttpRequest head) {
    refused.overload();
    skipping = true;
    FullHttpResponse answer = answers.apply(head, Refusal.unavailable());
    if (HttpUtil.isKeepAlive(head) && !HttpUtil.is100ContinueExpected(head)) {
      context.writeAndFlush(answer, context.voidPromise());
      pause(context);
    } else {
      end(context, answer);
    }
  }

  /** Leaves unread what comes next, and answers it in its time. */
  private void pause(ChannelHandlerContext context) {
    if (pausing) {
      return; // Behind a request that was refused came another, in the same packet.
    }
    pausing = true;
    context.executor().schedule(() -> goOn(context), pacing.nextNanos(), NANOSECONDS);
  }

  private void goOn(ChannelHandlerContext context) {
    pausing = false;
    if (isReadWanted) {
      isReadWanted = false;
      context.read();
    }
  }

  /** Something came, of whatever it is a part: a request's time begins with its first byte. */
  private void begin() {
    if (awaiting == Awaiting.NOTHING && unanswered.isEmpty() && context != null) {
      await(context, Awaiting.HEAD);
    }
  }

  private void await(ChannelHandlerContext context, Awaiting what) {
    awaiting = what;
    since = System.nanoTime();
    if (!timerRuns) {
      timerRuns = true;
      setTimer(context, deadlineNanos);
    }
  }

  private void setTimer(ChannelHandlerContext context, long nanos) {
    context.executor().schedule(() -> look(context), nanos, NANOSECONDS);
  }

  private void look(ChannelHandlerContext context) {
    long left = since + deadlineNanos - System.nanoTime();
    if (closed || awaiting == Awaiting.NOTHING || !context.channel().isActive()) {
      timerRuns = false;
    } else if (left > 0) {
      setTimer(context, left);
    } else {
      giveUp(context);
    }
  }

  private void giveUp(ChannelHandlerContext context) {
    HttpRequest late = unanswered.peek();
    if (awaiting == Awaiting.ANSWER) {
      refused.late();
    } else {
      refused.slow();
    }
    if (late == null) {
      // No head has come yet, or its answer has long gone.
      closed = true;
      context.close();
    } else {
      end(
          context,
          answers.apply(
              late, awaiting == Awaiting.ANSWER ? Refusal.unavailable() : Refusal.tooSlow()));
    }
  }

  private void end(ChannelHandlerContext context, FullHttpResponse lastAnswer) {
    closed = true;
    lastAnswer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    context.writeAndFlush(lastAnswer).addListener(ChannelFutureListener.CLOSE);
  }
}
