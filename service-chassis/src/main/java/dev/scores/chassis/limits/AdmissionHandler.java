package dev.scores.chassis.limits;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

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
 * Rejects a request that the {@link AdmissionController} does not admit with 503, before routing,
 * authentication and payload. The connection stays open and is not read for a moment ({@link
 * RejectionThrottle}); on a stream of HTTP/2 the response is delayed instead, because the
 * connection has other streams. A request counts as load until its response begins.
 *
 * <p>Placed after the {@link RequestSequencer}, so it handles every request, one at a time. Runs on
 * the channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the connection.
public final class AdmissionHandler extends ChannelDuplexHandler {

  private final AdmissionController controller;
  private final RejectionThrottle throttle;
  private final RejectionMetrics metrics;
  private final PreRoutingResponses responses;
  private final @Nullable RequestSequencer sequencer;

  private AdmissionController.@Nullable Admitted admitted;

  /** Whether the current messages belong to a rejected request. */
  private boolean isSkipping;

  /** Whether the connection ends after a rejection. */
  private boolean isClosing;

  /**
   * @param sequencer that of the connection; null for a stream of HTTP/2
   */
  AdmissionHandler(
      AdmissionController controller,
      RejectionThrottle throttle,
      RejectionMetrics metrics,
      PreRoutingResponses responses,
      @Nullable RequestSequencer sequencer) {
    this.controller = controller;
    this.throttle = throttle;
    this.metrics = metrics;
    this.responses = responses;
    this.sequencer = sequencer;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest head && !isClosing) {
      // The framework responds to a malformed head with 400.
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
    if (sequencer == null) {
      context
          .executor()
          .schedule(
              () -> responses.writeLast(context, head, accept, ApiException.unavailable()),
              throttle.nextNanos(),
              NANOSECONDS);
    } else if (HttpUtil.isKeepAlive(head) && !HttpUtil.is100ContinueExpected(head)) {
      sequencer.pause(context, throttle.nextNanos());
      context.writeAndFlush(
          responses.to(head, accept, ApiException.unavailable()), context.voidPromise());
    } else {
      isClosing = true;
      responses.writeLast(context, head, accept, ApiException.unavailable());
    }
  }
}
