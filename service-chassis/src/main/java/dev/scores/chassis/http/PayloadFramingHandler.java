package dev.scores.chassis.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects payloads that are malformed or incomplete.
 *
 * <p>A malformed payload, for instance one with an invalid chunk size, gets 400, and the connection
 * is closed (RFC 9112, sections 6.3 and 8): the codec ends such a payload early and stops reading,
 * and the framework would treat it as complete. If the response has begun, the reader of the
 * payload gets an {@link IOException}, and the connection is closed after the response.
 *
 * <p>Placed after {@code RequestSequencer}, so it handles one request at a time. One instance per
 * connection, on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the connection.
public final class PayloadFramingHandler extends RejectingHandler {

  private static final Logger LOG = LoggerFactory.getLogger(PayloadFramingHandler.class);

  /** Why the payload of the connection's last request is incomplete. */
  private static final AttributeKey<Throwable> ABORT = AttributeKey.valueOf("payload-abort");

  /** The current request, until its response begins. */
  private @Nullable HttpRequest unanswered;

  /** Whether a part of its payload is still to be received. */
  private boolean isReceiving;

  /** Whether a part of its response is still to be sent. */
  private boolean isResponding;

  private boolean isMalformed;

  public PayloadFramingHandler(PreRoutingResponses responses) {
    super(responses);
  }

  /**
   * Whether the exception means that the payload of the channel's request is incomplete: it is the
   * one that ended the connection, or the framework's own {@link EOFException}.
   */
  static boolean isAbort(Channel channel, Throwable fault) {
    Throwable abort = channel.attr(ABORT).get();
    return abort != null && (fault.equals(abort) || fault instanceof EOFException);
  }

  @Override
  protected void received(ChannelHandlerContext context, Object message) {
    if (isMalformed) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest head) {
      unanswered = head;
      isReceiving = true;
    } else if (message instanceof HttpContent part && part.decoderResult().isFailure()) {
      Throwable cause = part.decoderResult().cause();
      part.release();
      malformed(context, cause);
      return;
    }
    if (message instanceof LastHttpContent) {
      isReceiving = false;
    }
    context.fireChannelRead(message);
  }

  private void malformed(ChannelHandlerContext context, Throwable cause) {
    isMalformed = true;
    isReceiving = false;
    IOException abort = new IOException("malformed payload", cause);
    context.channel().attr(ABORT).setIfAbsent(abort);
    if (unanswered != null) {
      reject(context, unanswered, FrameworkExceptionMapper.malformedPayload());
    } else if (isResponding) {
      // A route that responds while it reads would wait for the rest forever.
      context.fireExceptionCaught(abort);
    } else {
      end(context);
    }
  }

  @Override
  protected void sent(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    context.write(message, promise);
    if (message instanceof HttpResponse head
        && head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
      return;
    }
    unanswered = null;
    isResponding = !(message instanceof LastHttpContent);
    if (!isResponding && isMalformed) {
      end(context);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    boolean isProtocolFault = cause instanceof Http2Exception || cause instanceof DecoderException;
    if (isProtocolFault && !isReading()) {
      LOG.debug("a connection or stream failed without a payload", cause);
      // The HTTP/2 codec closes the stream itself, with the error code.
      if (!(cause instanceof Http2Exception)) {
        context.close();
      }
      return;
    }
    if (isReceiving && (isProtocolFault || cause instanceof IOException)) {
      context.channel().attr(ABORT).setIfAbsent(cause);
    }
    context.fireExceptionCaught(cause);
  }

  /** Whether a request is being served whose payload is incomplete. */
  private boolean isReading() {
    return isReceiving && (unanswered != null || isResponding);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (isReceiving) {
      context
          .channel()
          .attr(ABORT)
          .setIfAbsent(new EOFException("the client closed the connection"));
    }
    context.fireChannelInactive();
  }
}
