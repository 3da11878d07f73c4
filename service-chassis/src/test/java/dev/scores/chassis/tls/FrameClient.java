package dev.scores.chassis.tls;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Frame;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLException;

/** A client that sends single frames of HTTP/2 and shows those of the server, on one connection. */
@SuppressWarnings("FutureReturnValueIgnored") // A failed write closes the connection.
public final class FrameClient implements AutoCloseable {

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final BlockingQueue<Http2Frame> frames = new LinkedBlockingQueue<>();
  private final Http2FrameCodec codec =
      Http2FrameCodecBuilder.forClient().initialSettings(Http2Settings.defaultSettings()).build();
  private final Reader reader = new Reader();
  private final Channel channel;

  public FrameClient(int port) throws SSLException, InterruptedException {
    SslContext tls =
        SslContextBuilder.forClient()
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm(null)
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    ApplicationProtocolNames.HTTP_2))
            .build();
    channel =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel opened) {
                    opened.pipeline().addLast(tls.newHandler(opened.alloc()), codec, reader);
                  }
                })
            .connect("localhost", port)
            .sync()
            .channel();
  }

  public static Http2Headers get(String target) {
    return new DefaultHttp2Headers()
        .method("GET")
        .scheme("https")
        .authority("localhost")
        .path(target);
  }

  /** Sends the head of a request. */
  public Http2FrameStream send(Http2Headers head, boolean isComplete) {
    Http2FrameStream stream = reader.newStream();
    channel
        .writeAndFlush(new DefaultHttp2HeadersFrame(head, isComplete).stream(stream))
        .syncUninterruptibly();
    return stream;
  }

  /** Sends a part of a payload. */
  public void send(Http2FrameStream stream, int bytes, boolean isLast) {
    channel
        .writeAndFlush(
            new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(new byte[bytes]), isLast)
                .stream(stream))
        .syncUninterruptibly();
  }

  public void reset(Http2FrameStream stream) {
    channel.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL).stream(stream));
  }

  /** Waits for the next frame of this type, and drops others. */
  public <T extends Http2Frame> T await(Class<T> type) throws InterruptedException {
    while (true) {
      Http2Frame frame = frames.take();
      if (type.isInstance(frame)) {
        return type.cast(frame);
      }
    }
  }

  /** Waits for a response, and returns its status. */
  public String awaitStatus() throws InterruptedException {
    return await(Http2HeadersFrame.class).headers().status().toString();
  }

  /** Waits until the server says that it closes the connection. */
  public Http2GoAwayFrame awaitGoAway() throws InterruptedException {
    return await(Http2GoAwayFrame.class);
  }

  public void awaitClose() {
    channel.closeFuture().syncUninterruptibly();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    loop.shutdownGracefully();
  }

  private final class Reader extends Http2ChannelDuplexHandler {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      frames.add((Http2Frame) message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable fault) {
      context.close();
    }
  }
}
