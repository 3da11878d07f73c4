package dev.scores.chassis.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.ReferenceCountUtil;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the HTTP/1.1 codec does and the HTTP/2 codec does not: limits the target and the
 * headers of a request, removes the content of a response to HEAD, and resets a stream whose head
 * the codec cannot decode. Directly after the codec of a stream, on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the stream.
public final class Http2Messages extends ChannelDuplexHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Http2Messages.class);

  /** Between name and value, and at the end of a line. */
  private static final int SEPARATOR = 2;

  private final int maxTarget;
  private final int maxHeaders;
  private boolean hasRequest;
  private boolean isHead;

  /**
   * @param maxTarget longest target, in bytes
   * @param maxHeaders longest header section, in bytes
   */
  public Http2Messages(int maxTarget, int maxHeaders) {
    this.maxTarget = maxTarget;
    this.maxHeaders = maxHeaders;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      hasRequest = true;
      isHead = request.method().equals(HttpMethod.HEAD);
      if (request.uri().length() > maxTarget) {
        fail(request, new TooLongHttpLineException("target"));
      } else if (headerBytes(request) > maxHeaders) {
        fail(request, new TooLongHttpHeaderException("headers"));
      }
    }
    context.fireChannelRead(message);
  }

  /** Without a request there is nothing to which the framework could respond. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
    if (hasRequest) {
      context.fireExceptionCaught(fault);
    } else {
      LOG.debug("the head of an HTTP/2 request is malformed", fault);
      context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.PROTOCOL_ERROR));
    }
  }

  private static void fail(HttpRequest request, TooLongFrameException cause) {
    request.setDecoderResult(DecoderResult.failure(cause));
  }

  private static int headerBytes(HttpRequest request) {
    int bytes = 0;
    for (Map.Entry<String, String> header : request.headers()) {
      bytes += header.getKey().length() + header.getValue().length() + SEPARATOR;
    }
    return bytes;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!isHead || !(message instanceof HttpContent content)) {
      context.write(message, promise);
    } else if (message instanceof FullHttpResponse response) {
      FullHttpResponse head = response.replace(Unpooled.EMPTY_BUFFER);
      response.release();
      context.write(head, promise);
    } else if (content instanceof LastHttpContent) {
      ReferenceCountUtil.release(content);
      context.write(LastHttpContent.EMPTY_LAST_CONTENT, promise);
    } else {
      ReferenceCountUtil.release(content);
      promise.trySuccess();
    }
  }
}
