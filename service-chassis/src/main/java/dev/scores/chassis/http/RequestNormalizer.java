package dev.scores.chassis.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import jakarta.inject.Singleton;
import java.util.Locale;

/**
 * Rejects an invalid request head ({@link RequestHeadValidator}) and converts every other head to
 * the form that the framework routes: a canonical {@link RequestTarget}, a case-sensitive method,
 * GET for HEAD and no {@code Accept} ({@link OriginalRequest}), one list of {@link EntityTags}, no
 * malformed {@link Origin}. One instance serves all connections.
 */
@Sharable
@Singleton
public final class RequestNormalizer extends ChannelInboundHandlerAdapter {

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      if (isValid(request)) {
        normalize(context.channel(), request);
      } else {
        OriginalRequest.reset(context.channel());
      }
    }
    context.fireChannelRead(message);
  }

  private static void normalize(Channel connection, HttpRequest request) {
    request.setUri(RequestTarget.canonical(request.uri()));
    request.setMethod(caseSensitive(request.method()));
    OriginalRequest.hide(connection, request);
    EntityTags.join(request.headers());
    Origin.removeIfMalformed(request.headers());
  }

  /**
   * Returns a method that no route has for one that is not in upper case: methods are
   * case-sensitive (RFC 9110, section 9.1), but the framework takes {@code get} for GET.
   */
  private static HttpMethod caseSensitive(HttpMethod method) {
    return method.name().equals(method.name().toUpperCase(Locale.ROOT))
        ? method
        : HttpMethod.valueOf("NOT-" + method.name());
  }

  /**
   * An invalid request is marked as one that the codec could not decode: the framework rejects it
   * and closes the connection.
   */
  private static boolean isValid(HttpRequest request) {
    if (request.decoderResult().isSuccess()) {
      RequestHeadValidator.validate(request)
          .ifPresent(error -> request.setDecoderResult(DecoderResult.failure(error)));
    }
    boolean isValid = request.decoderResult().isSuccess();
    if (!isValid || request.protocolVersion().minorVersion() > 1) {
      // The response has the request's version (RFC 9110, section 6.2).
      request.setProtocolVersion(HttpVersion.HTTP_1_1);
    }
    return isValid;
  }
}
