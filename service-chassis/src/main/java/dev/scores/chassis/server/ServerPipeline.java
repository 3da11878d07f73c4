package dev.scores.chassis.server;

import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_ACCESS_LOGGER;
import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_FLOW_CONTROL;
import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_HTTP2_CONNECTION;
import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_HTTP_DECODER;
import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND;

import dev.scores.chassis.http.Http2HeadValidator;
import dev.scores.chassis.http.Http2Messages;
import dev.scores.chassis.http.LingeringClose;
import dev.scores.chassis.http.PayloadFramingHandler;
import dev.scores.chassis.http.PreRoutingResponses;
import dev.scores.chassis.http.RequestNormalizer;
import dev.scores.chassis.http.SecurityHeadersHandler;
import dev.scores.chassis.http.StreamCloseHandler;
import dev.scores.chassis.limits.ConnectionLimits;
import dev.scores.chassis.limits.StreamEndHandler;
import dev.scores.chassis.tracing.RequestSpanEnd;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the handlers of a connection: {@link #assemble} adds every handler that is not the
 * framework's own, in the order in which a request passes them; a response passes them in the
 * reverse order. With HTTP/2, which requires TLS, each request is a stream with a channel of its
 * own ({@link #assembleStream}).
 */
@Singleton
final class ServerPipeline implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  /** Bytes of one read: minimum, initial value and maximum. */
  private static final RecvByteBufAllocator READ_SIZES =
      new AdaptiveRecvByteBufAllocator(64, 2 * 1024, 16 * 1024);

  /** Bytes; the kernel doubles the value (socket(7)). */
  private static final int SEND_BUFFER = 64 * 1024;

  private final Provider<ConnectionLimits> limits;
  private final Provider<RequestNormalizer> normalizer;
  private final Provider<PreRoutingResponses> responses;
  private final Provider<NettyHttpServerConfiguration> server;
  private final @Nullable RequestSpanEnd spanEnd;

  /**
   * Takes providers, because the registry is created long before the first connection.
   *
   * @param spanEnd null if nothing is traced
   */
  ServerPipeline(
      Provider<ConnectionLimits> limits,
      Provider<RequestNormalizer> normalizer,
      Provider<PreRoutingResponses> responses,
      Provider<NettyHttpServerConfiguration> server,
      @Nullable RequestSpanEnd spanEnd) {
    this.limits = limits;
    this.normalizer = normalizer;
    this.responses = responses;
    this.server = server;
    this.spanEnd = spanEnd;
  }

  /**
   * Runs on the connection's event loop, when the framework has added its handlers and before
   * anything is read.
   */
  private void assemble(Channel connection) {
    ConnectionLimits.Handlers limited = limits.get().handlers();
    ChannelPipeline pipeline = connection.pipeline();

    // Closes connections of clients that read slowly. The send buffer is small, so that a slow
    // client is detected soon.
    connection.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
    pipeline.addFirst("transfer-rate", limited.rate());

    // Limits what the codec decodes ahead of the request that is served.
    connection.config().setRecvByteBufAllocator(READ_SIZES);
    pipeline.addBefore(HANDLER_HTTP_SERVER_CODEC, "request-bytes", limited.sequencer().bytes());

    // HANDLER_HTTP_SERVER_CODEC is the framework's; the next handlers follow it directly.
    Appender afterCodec = new Appender(pipeline, HANDLER_HTTP_SERVER_CODEC);

    // A list is open until the socket has accepted its last byte.
    afterCodec.add("stream-end", StreamEndHandler.INSTANCE);

    // Sets security headers on every response, whichever handler wrote it.
    afterCodec.add("security-headers", SecurityHeadersHandler.INSTANCE);

    // One request at a time, also of pipelined ones.
    afterCodec.add("request-sequencer", limited.sequencer());

    // Moves the framework's access log, if it is on, so that it sees pre-routing responses too.
    afterCodec.move(HANDLER_ACCESS_LOGGER);

    // Before the handlers that respond, so that it sees all responses.
    addSpanEnd(afterCodec);

    // Responds if a request or the framework's response is late.
    afterCodec.add("request-deadline", limited.deadline());

    // Rejects a request that would wait too long.
    afterCodec.add("admission", limited.admission());

    // Rejects a payload that the codec cannot decode to its end.
    afterCodec.add("payload-framing", new PayloadFramingHandler(responses.get()));

    // The remaining handlers precede the framework's own, which routes.
    if (connection instanceof DuplexChannel duplex) {
      // Keeps a response that is sent before the end of its request from being lost by a reset.
      pipeline.addBefore(
          HANDLER_MICRONAUT_INBOUND, "lingering-close", LingeringClose.handler(duplex));
    }

    // Converts each request to the canonical form that the router expects.
    pipeline.addBefore(HANDLER_MICRONAUT_INBOUND, "request-normalizer", normalizer.get());
  }

  /** Runs when the client has chosen HTTP/2 and before anything is read. */
  private void assembleHttp2(Channel connection) {
    ChannelPipeline pipeline = connection.pipeline();

    // Each stream has a limit of its own; this one covers a client that does not read at all.
    connection.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
    pipeline.addFirst("transfer-rate", limits.get().connectionRate());

    // A stream has a channel, and so a deadline, only from the end of its head on.
    pipeline.addBefore(HANDLER_HTTP2_CONNECTION, "frame-deadline", limits.get().frameDeadline());
    pipeline.addLast("connection-tail", Http2ConnectionTail.INSTANCE);
  }

  /** Runs when a client begins a request. The order is that of {@link #assemble}. */
  private void assembleStream(Channel stream) {
    ConnectionLimits.StreamHandlers limited = limits.get().streamHandlers();
    ChannelPipeline pipeline = stream.pipeline();
    pipeline.addFirst("transfer-rate", limited.rate());

    // HANDLER_HTTP_DECODER is the framework's codec of a stream.
    pipeline.addBefore(HANDLER_HTTP_DECODER, "head-validator", new Http2HeadValidator());

    Appender afterCodec = new Appender(pipeline, HANDLER_FLOW_CONTROL);
    NettyHttpServerConfiguration configuration = server.get();
    afterCodec.add(
        "messages",
        new Http2Messages(
            configuration.getMaxInitialLineLength(), configuration.getMaxHeaderSize()));
    afterCodec.add("stream-end", StreamEndHandler.INSTANCE);
    afterCodec.add("security-headers", SecurityHeadersHandler.INSTANCE);
    afterCodec.move(HANDLER_ACCESS_LOGGER);

    // Discards what follows a response. Before the handlers that respond, so that it sees all.
    afterCodec.add("stream-close", new StreamCloseHandler());
    addSpanEnd(afterCodec);
    afterCodec.add("request-deadline", limited.deadline());
    afterCodec.add("admission", limited.admission());
    afterCodec.add("payload-framing", new PayloadFramingHandler(responses.get()));
    pipeline.addBefore(HANDLER_MICRONAUT_INBOUND, "request-normalizer", normalizer.get());
  }

  private void addSpanEnd(Appender afterCodec) {
    if (spanEnd != null) {
      afterCodec.add("span-end", spanEnd);
    }
  }

  /** Adds handlers one after the other. */
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

    /** Moves a handler of the framework here, if there is one of that name. */
    void move(String name) {
      @Nullable ChannelHandler handler = pipeline.get(name);
      if (handler != null) {
        pipeline.remove(handler);
        add(name, handler);
      }
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
    public void onInitialPipelineBuilt() {
      if (channel != null && channel.pipeline().get(HANDLER_HTTP2_CONNECTION) != null) {
        assembleHttp2(channel);
      }
    }

    @Override
    public void onStreamPipelineBuilt() {
      if (channel instanceof Http2StreamChannel stream) {
        assembleStream(stream);
      } else if (channel != null) {
        assemble(channel);
      }
    }
  }
}
