package dev.scores.chassis.limits;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.PreRoutingResponses;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rejects a request that the {@link AdmissionController} does not admit with 503, before its
 * payload, its caller or its route is looked at. The connection stays open and is left unread for a
 * moment ({@link RejectionThrottle}). A request counts as load until its response begins.
 *
 * <p>Stands behind the {@link RequestSequencer}, so it judges every request and has one at a time.
 * Runs on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the connection.
public final class AdmissionHandler extends ChannelDuplexHandler {

  private final AdmissionController controller;
  private final RejectionThrottle throttle;
  private final RejectionMetrics metrics;
  private final PreRoutingResponses answers;
  private final RequestSequencer sequencer;

  private AdmissionController.@Nullable Admitted admitted;

  /** Whether what comes belongs to a rejected request. */
  private boolean isSkipping;

  /** Whether the connection ends after a rejection. */
  private boolean isClosing;

  AdmissionHandler(
      AdmissionController controller,
      RejectionThrottle throttle,
      RejectionMetrics metrics,
      PreRoutingResponses answers,
      RequestSequencer sequencer) {
    this.controller = controller;
    this.throttle = throttle;
    this.metrics = metrics;
    this.answers = answers;
    this.sequencer = sequencer;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest head && !isClosing) {
      // A malformed head is left to the framework, which answers 400.
      if (head.decoderResult().isFailure() || controller.admits(head)) {
        admitted = controller.begin(head);
      } else {
        reject(context, head);
      }
    }
    if (!isSkipping) {
      context.fireChannelRead(message);
      return;
    }
    ReferenceCountUtil.release(message);
    if (message instanceof LastHttpContent) {
      isSkipping = isClosing;
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (Responses.isFinalHead(message)) {
      end();
    }
    context.write(message, promise);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    end();
  }

  private void end() {
    if (admitted != null) {
      controller.end(admitted);
      admitted = null;
    }
  }

  private void reject(ChannelHandlerContext context, HttpRequest head) {
    metrics.overload();
    isSkipping = true;
    List<String> accept = head.headers().getAll(HttpHeaderNames.ACCEPT);
    if (HttpUtil.isKeepAlive(head) && !HttpUtil.is100ContinueExpected(head)) {
      sequencer.pause(context, throttle.nextNanos());
      context.writeAndFlush(
          answers.to(head, accept, ApiException.unavailable()), context.voidPromise());
    } else {
      isClosing = true;
      answers.writeLast(context, head, accept, ApiException.unavailable());
    }
  }
}
