package dev.scores.chassis.server;

import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_ACCESS_LOGGER;
import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND;

import dev.scores.chassis.http.LingeringClose;
import dev.scores.chassis.http.PayloadFramingHandler;
import dev.scores.chassis.http.PreRoutingResponses;
import dev.scores.chassis.http.RequestNormalizer;
import dev.scores.chassis.http.SecurityHeadersHandler;
import dev.scores.chassis.limits.ConnectionLimits;
import dev.scores.chassis.limits.StreamEndHandler;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.DuplexChannel;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the handlers of a connection: every handler that is not the framework's own is added in
 * {@link #assemble}, in the order in which a request passes them; a response passes them backwards.
 */
@Singleton
final class ServerPipeline implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  /** Bytes of one read: at least, at first and at most. */
  private static final RecvByteBufAllocator READ_SIZES =
      new AdaptiveRecvByteBufAllocator(64, 2 * 1024, 16 * 1024);

  /** Bytes, of which the kernel takes twice as many (socket(7)). */
  private static final int SEND_BUFFER = 64 * 1024;

  private final Provider<ConnectionLimits> limits;
  private final Provider<RequestNormalizer> normalizer;
  private final Provider<PreRoutingResponses> earlyAnswers;

  /** Providers, because the first connection comes long after the server's registry is made. */
  ServerPipeline(
      Provider<ConnectionLimits> limits,
      Provider<RequestNormalizer> normalizer,
      Provider<PreRoutingResponses> earlyAnswers) {
    this.limits = limits;
    this.normalizer = normalizer;
    this.earlyAnswers = earlyAnswers;
  }

  /**
   * Runs on the connection's event loop, when the framework has added its handlers and before
   * anything is read.
   */
  private void assemble(Channel connection) {
    ConnectionLimits.Handlers limited = limits.get().handlers();
    ChannelPipeline pipeline = connection.pipeline();

    // Ends connections whose client does not take its response. Behind it is only the socket, whose
    // send buffer is bounded, so that a slow client is told from a fast one soon.
    connection.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
    pipeline.addFirst("transfer-rate", limited.rate());

    // Bounds what a client can make the codec decode ahead of the requests that are served.
    connection.config().setRecvByteBufAllocator(READ_SIZES);
    pipeline.addBefore(HANDLER_HTTP_SERVER_CODEC, "request-bytes", limited.sequencer().bytes());

    // HANDLER_HTTP_SERVER_CODEC: the framework's; what follows is added in front of its next one.
    Appender behindCodec = new Appender(pipeline, HANDLER_HTTP_SERVER_CODEC);

    // A list counts as open until the socket has taken its last byte.
    behindCodec.add("stream-end", StreamEndHandler.INSTANCE);

    // Every response gets its security headers, whichever handler below wrote it.
    behindCodec.add("security-headers", SecurityHeadersHandler.INSTANCE);

    // One request at a time: what is behind it judges every request, pipelined or not.
    behindCodec.add("request-sequencer", limited.sequencer());

    // The framework's access log, where it is on, is moved here: it sees early responses too.
    @Nullable ChannelHandler accessLog = pipeline.get(HANDLER_ACCESS_LOGGER);
    if (accessLog != null) {
      pipeline.remove(accessLog);
      behindCodec.add(HANDLER_ACCESS_LOGGER, accessLog);
    }

    // Answers for the framework where a request or its response does not come in time.
    behindCodec.add("request-deadline", limited.deadline());

    // Rejects a request that would wait too long before anything is done for it.
    behindCodec.add("admission", limited.admission());

    // A payload that the codec cannot read to its end must not be taken as complete.
    behindCodec.add("payload-framing", new PayloadFramingHandler(earlyAnswers.get()));

    // Directly before the framework's own handler, which routes.
    if (connection instanceof DuplexChannel duplex) {
      // A response that goes out before its request is in must not be lost to a reset.
      pipeline.addBefore(
          HANDLER_MICRONAUT_INBOUND, "lingering-close", LingeringClose.handler(duplex));
    }

    // The router sees each request in one canonical form.
    pipeline.addBefore(HANDLER_MICRONAUT_INBOUND, "request-normalizer", normalizer.get());
  }

  /** Adds handlers one behind the other. */
  private static final class Appender {

    private final ChannelPipeline pipeline;
    private String last;

    Appender(ChannelPipeline pipeline, String last) {
      this.pipeline = pipeline;
      this.last = last;
    }

    void add(String name, ChannelHandler handler) {
      pipeline.addAfter(last, name, handler);
      last = name;
    }
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Customizer(null));
    return event.getBean();
  }

  private final class Customizer implements NettyServerCustomizer {

    private final @Nullable Channel channel;

    Customizer(@Nullable Channel channel) {
      this.channel = channel;
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel newChannel, ChannelRole role) {
      return new Customizer(newChannel);
    }

    @Override
    public void onStreamPipelineBuilt() {
      if (channel != null) {
        assemble(channel);
      }
    }
  }
}
