package dev.scores.chassis.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rejects a request whose payload is malformed on the way, by a bad chunk size for instance, with
 * 400 and closes the connection (RFC 9112, sections 6.3 and 8). The codec hands over such a payload
 * as if it ended there, reads nothing more of the connection, and the framework would take it as
 * complete. One instance for each connection, on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Nothing is left to do when the connection closes.
public final class PayloadFramingHandler extends ChannelDuplexHandler {

  private final BiFunction<HttpRequest, Refusal, FullHttpResponse> responses;

  private @Nullable HttpRequest lastRequest;

  /** Requests that came and are not answered to the end. */
  private int unanswered;

  /** Whether the head of the response to the oldest of them has been written. */
  private boolean responding;

  private boolean malformed;
  private boolean rejected;

  public PayloadFramingHandler(EarlyAnswers responses) {
    this.responses = responses::to;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (malformed) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest head) {
      lastRequest = head;
      unanswered++;
    } else if (message instanceof HttpContent part && part.decoderResult().isFailure()) {
      malformed = true;
      part.release();
      rejectInTurn(context);
      return;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (rejected) {
      ReferenceCountUtil.release(message);
      promise.tryFailure(new ClosedChannelException());
      return;
    }
    boolean isInterim =
        message instanceof HttpResponse head
            && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    context.write(message, promise);
    if (isInterim) {
      return;
    }
    responding = true;
    if (message instanceof LastHttpContent) {
      responding = false;
      unanswered--;
      if (malformed) {
        rejectInTurn(context);
      }
    }
  }

  /** Once every request before the malformed one is answered. */
  private void rejectInTurn(ChannelHandlerContext context) {
    if (unanswered == 0) {
      context.flush();
      context.channel().close();
    } else if (unanswered == 1 && !responding && lastRequest != null) {
      rejected = true;
      FullHttpResponse response = responses.apply(lastRequest, HttpFaultReading.malformedPayload());
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      // By the whole pipeline, so that the connection closes without a reset.
      context
          .writeAndFlush(response)
          .addListener((ChannelFutureListener) written -> written.channel().close());
    }
  }
}
