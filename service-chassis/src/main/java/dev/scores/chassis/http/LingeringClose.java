package dev.scores.chassis.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which a payload is still coming in stages (RFC 9112, section 9.6): first
 * the half that the answer went out on; the other when the payload is over, or after {@link
 * #LONGEST}. Closed at once, the connection would be reset under a client that is still sending,
 * and the answer, why its payload is refused, lost with it.
 */
public final class LingeringClose {

  /** For how long a client may go on sending what nobody reads. */
  static final Duration LONGEST = Duration.ofSeconds(2);

  private LingeringClose() {}

  public static ChannelHandler handler(DuplexChannel connection) {
    return new Closer(connection);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Who waits for a close does so by its promise.
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
      connection.shutdownOutput();
      context.executor().schedule(() -> context.close(), LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      context.read();
    }
  }
}
