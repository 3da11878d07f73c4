package dev.scores.chassis.operations;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Ends HTTP/2 connections in two steps, so that no request that is on its way fails (RFC 9113,
 * section 6.8). What {@link ConnectionCloseFilter} is for HTTP/1.1. Other connections are left
 * alone.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A connection that fails has ended.
final class GoAway {

  private GoAway() {}

  /** Tells the client to use another connection; requests that it sends until then are served. */
  static void announce(Channel connection) {
    send(connection, http2 -> Integer.MAX_VALUE, false);
  }

  /** Rejects further requests; the connection closes when those in flight are complete. */
  static void complete(Channel connection) {
    send(connection, http2 -> http2.connection().remote().lastStreamCreated(), true);
  }

  private static void send(
      Channel connection, ToIntFunction<Http2ConnectionHandler> lastStream, boolean closes) {
    connection
        .eventLoop()
        .execute(
            () -> {
              @Nullable ChannelHandlerContext context =
                  connection.pipeline().context(Http2ConnectionHandler.class);
              if (context == null || !connection.isActive()) {
                return;
              }
              Http2ConnectionHandler http2 = (Http2ConnectionHandler) context.handler();
              http2.goAway(
                  context,
                  lastStream.applyAsInt(http2),
                  Http2Error.NO_ERROR.code(),
                  Unpooled.EMPTY_BUFFER,
                  context.newPromise());
              context.flush();
              if (closes) {
                closeAfterStreams(connection, http2.connection());
              }
            });
  }

  private static void closeAfterStreams(Channel connection, Http2Connection http2) {
    if (http2.numActiveStreams() == 0) {
      connection.close();
      return;
    }
    http2.addListener(
        new Http2ConnectionAdapter() {
          @Override
          public void onStreamRemoved(Http2Stream stream) {
            if (http2.numActiveStreams() == 0) {
              connection.close();
            }
          }
        });
  }
}
