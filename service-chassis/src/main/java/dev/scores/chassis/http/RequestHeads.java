package dev.scores.chassis.http;

import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;

/**
 * Looks at every request head before the framework does: puts its {@link RequestTarget} into
 * canonical form, keeps {@code get} from being taken for GET ({@link RequestMethod}), turns HEAD
 * into a marked GET ({@link HeadRequests}), keeps {@code Accept} from the router ({@link
 * Accepted}), makes one list of {@link EntityTags}, and leaves out an {@link Origin} that is none.
 * {@link AnswerHeads} are finished in the same place.
 */
@Singleton
final class RequestHeads extends EachConnection {

  @Override
  protected void prepare(Channel connection) {
    connection
        .pipeline()
        .addBefore(
            ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND, "request-heads", Reader.INSTANCE)
        .addAfter(
            ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
            "answer-heads",
            AnswerHeads.INSTANCE);
  }

  @Sharable
  private static final class Reader extends ChannelInboundHandlerAdapter {

    static final Reader INSTANCE = new Reader();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
        request.setUri(RequestTarget.canonical(request.uri()));
        request.setMethod(RequestMethod.exact(request.method()));
        HeadRequests.mark(request);
        Accepted.hide(request.headers());
        EntityTags.join(request.headers());
        Origin.check(request.headers());
      }
      context.fireChannelRead(message);
    }
  }
}
