package dev.scores.chassis.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resets an HTTP/2 stream whose request has no valid {@code :method} or {@code :path} (RFC 9113,
 * section 8.3.1). The codec of the stream would fail on such a head, or take it for trailers.
 * Before this codec, on the stream's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // The stream closes in any case.
public final class Http2HeadValidator extends ChannelInboundHandlerAdapter {

  /** RFC 9110, section 5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private boolean hasHead;
  private boolean isRejected;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!hasHead && message instanceof Http2HeadersFrame frame) {
      hasHead = true;
      isRejected = !isValid(frame.headers());
      if (isRejected) {
        context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.PROTOCOL_ERROR));
      }
    }
    if (isRejected) {
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }

  private static boolean isValid(Http2Headers head) {
    @Nullable CharSequence method = head.method();
    @Nullable CharSequence path = head.path();
    return method != null
        && TOKEN.matcher(method).matches()
        && path != null
        && !path.isEmpty()
        && path.chars().allMatch(c -> c > ' ' && c != '\u007f');
  }
}
