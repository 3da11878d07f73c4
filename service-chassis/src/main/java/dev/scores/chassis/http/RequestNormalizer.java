package dev.scores.chassis.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Brings every request head into the form that the framework routes: a canonical {@link
 * RequestTarget}, an exact {@link RequestMethod} ({@code get} is not GET), HEAD as a marked GET
 * ({@link HeadRequests}), {@code Accept} out of the router's sight ({@link Accepted}), one list of
 * {@link EntityTags}, no malformed {@link Origin}; and then by the service's own {@link
 * RequestRewrite}s. One instance serves all connections.
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
    if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
      request.setUri(RequestTarget.canonical(request.uri()));
      request.setMethod(RequestMethod.exact(request.method()));
      HeadRequests.mark(request);
      Accepted.hide(request.headers());
      EntityTags.join(request.headers());
      Origin.check(request.headers());
      for (RequestRewrite rewrite : rewrites) {
        rewrite.rewrite(request);
      }
    }
    context.fireChannelRead(message);
  }
}
