package dev.scores.chassis.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a payload that does not come in whole from one that does.
 *
 * <p>A payload that is malformed on the way, by a bad chunk size for instance, is 400 and closes
 * the connection (RFC 9112, sections 6.3 and 8): the codec hands over such a payload as if it ended
 * there, reads nothing more of the connection, and the framework would take it as complete. Where
 * the response has begun, the reader of the payload gets an {@link IOException}, and the connection
 * closes behind the response.
 *
 * <p>Stands behind the {@code RequestSequencer}, so it has one request at a time. One instance for
 * each connection, on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the connection.
public final class PayloadFramingHandler extends RejectingHandler {

  /** Why the payload of a connection's last request did not come in whole. */
  private static final AttributeKey<Throwable> ABORT = AttributeKey.valueOf("payload-abort");

  /** The current request, until its response begins. */
  private @Nullable HttpRequest unanswered;

  /** Whether a part of its payload is still to come. */
  private boolean isReceiving;

  /** Whether a part of its response is still to go. */
  private boolean isResponding;

  private boolean isMalformed;

  public PayloadFramingHandler(PreRoutingResponses answers) {
    super(answers);
  }

  /**
   * Whether the framework reports by the fault that the payload of the channel's request did not
   * come in whole: by what ended the connection, or by an {@link EOFException} of its own.
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
    IOException abort = new IOException("the payload is malformed", cause);
    context.channel().attr(ABORT).setIfAbsent(abort);
    if (unanswered != null) {
      reject(context, unanswered, FrameworkExceptionMapper.malformedPayload());
    } else if (isResponding) {
      // A route that answers while it reads would wait for the rest, and its response never end.
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
    if (isReceiving && cause instanceof IOException) {
      context.channel().attr(ABORT).setIfAbsent(cause);
    }
    context.fireExceptionCaught(cause);
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
