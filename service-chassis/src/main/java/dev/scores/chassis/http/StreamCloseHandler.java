package dev.scores.chassis.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends an HTTP/2 stream whose response has been sent while the client is still sending its payload:
 * discards the rest for at most {@link LingeringClose#LONGEST}, and then resets the stream without
 * an error (RFC 9113, section 8.1). After any other reset a client would discard the response, and
 * after an immediate one each part of the payload that is on its way would count as a violation of
 * the protocol. What {@link LingeringClose} is for a connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The stream closes in any case.
public final class StreamCloseHandler extends ChannelDuplexHandler {

  private boolean isReceiving;
  private boolean isLingering;
  private @Nullable ScheduledFuture<?> timer;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      isReceiving = true;
    }
    if (message instanceof LastHttpContent) {
      isReceiving = false;
    }
    if (isLingering) {
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    boolean isInterim =
        message instanceof HttpResponse head
            && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (isReceiving && message instanceof LastHttpContent && !isInterim) {
      context.write(message, promise.unvoid().addListener(sent -> linger(context)));
    } else {
      context.write(message, promise);
    }
  }

  private void linger(ChannelHandlerContext context) {
    if (!isReceiving || isLingering || !context.channel().isActive()) {
      return;
    }
    isLingering = true;
    timer =
        context
            .executor()
            .schedule(
                () -> reset(context), LingeringClose.LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    context.channel().config().setAutoRead(true);
  }

  private void reset(ChannelHandlerContext context) {
    if (isReceiving) {
      context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
    }
    context.close();
  }

  /** While the stream lingers, it closes at the end of the payload or of the time. */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise closed) {
    if (isLingering && isReceiving) {
      context.channel().closeFuture().addListener(ended -> closed.trySuccess());
    } else {
      context.close(closed);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
