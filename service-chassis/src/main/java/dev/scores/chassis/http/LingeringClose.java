package dev.scores.chassis.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection in two steps if its client is still sending a payload (RFC 9112, section
 * 9.6): first the sending side; the receiving side at the end of the payload, at the latest after
 * {@link #LONGEST}. An immediate close would reset the connection, and the client would lose the
 * response.
 */
public final class LingeringClose {

  /** How long the client may continue to send. */
  static final Duration LONGEST = Duration.ofSeconds(2);

  private LingeringClose() {}

  public static ChannelHandler handler(DuplexChannel connection) {
    return new Closer(connection);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The promise reports the close.
  private static final class Closer extends ChannelDuplexHandler {

    private final DuplexChannel connection;
    private boolean receiving;
    private boolean lingering;

    Closer(DuplexChannel connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest) {
        receiving = true;
      }
      if (message instanceof LastHttpContent) {
        receiving = false;
      }
      if (!lingering) {
        context.fireChannelRead(message);
        return;
      }
      ReferenceCountUtil.release(message);
      if (!receiving) {
        context.close();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      if (lingering) {
        context.read();
      } else {
        context.fireChannelReadComplete();
      }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise closed) {
      if (lingering || !receiving || connection.isOutputShutdown()) {
        context.close(closed);
        return;
      }
      lingering = true;
      connection.closeFuture().addListener(ended -> closed.trySuccess());
      shutdownOutput(context);
      context.executor().schedule(() -> context.close(), LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      context.read();
    }

    private void shutdownOutput(ChannelHandlerContext context) {
      @Nullable SslHandler tls = context.pipeline().get(SslHandler.class);
      if (tls == null) {
        connection.shutdownOutput();
      } else {
        // The client must be able to tell the end of the response from a truncated one.
        tls.closeOutbound().addListener(sent -> connection.shutdownOutput());
      }
    }
  }
}
