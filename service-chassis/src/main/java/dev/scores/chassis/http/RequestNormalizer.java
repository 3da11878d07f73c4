package dev.scores.chassis.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Rejects what is no valid HTTP request ({@link RequestHeadValidator}) and brings every other head
 * into the form that the framework routes: a canonical {@link RequestTarget}, an exact {@link
 * RequestMethod} ({@code get} is not GET), HEAD as a marked GET ({@link HeadRequests}), {@code
 * Accept} out of the router's sight ({@link AcceptHeader}), one list of {@link EntityTags}, no
 * malformed {@link Origin}; and then by the service's own {@link RequestRewrite}s. One instance
 * serves all connections.
 */
@Sharable
@Singleton
public final class RequestNormalizer extends ChannelInboundHandlerAdapter {

  private final List<RequestRewrite> rewrites;

  RequestNormalizer(List<RequestRewrite> rewrites) {
    this.rewrites = List.copyOf(rewrites);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request && isValid(request)) {
      request.setUri(RequestTarget.canonical(request.uri()));
      request.setMethod(RequestMethod.exact(request.method()));
      HeadRequests.mark(request);
      AcceptHeader.hide(request.headers());
      EntityTags.join(request.headers());
      Origin.check(request.headers());
      for (RequestRewrite rewrite : rewrites) {
        rewrite.rewrite(request);
      }
    }
    context.fireChannelRead(message);
  }

  /**
   * A request that is not valid goes on as one that the codec could not decode: the framework
   * rejects it and closes the connection.
   */
  private static boolean isValid(HttpRequest request) {
    if (request.decoderResult().isSuccess()) {
      RequestHeadValidator.validate(request)
          .ifPresent(refusal -> request.setDecoderResult(DecoderResult.failure(refusal)));
    }
    boolean isValid = request.decoderResult().isSuccess();
    if (!isValid || request.protocolVersion().minorVersion() > 1) {
      // The framework answers by the request's version (RFC 9110, section 6.2).
      request.setProtocolVersion(HttpVersion.HTTP_1_1);
    }
    return isValid;
  }
}
