package dev.scores.chassis.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamRateHandlerTest {

  private static final int BYTES = 3 * TransferRateHandler.MIN_BYTES;

  private final Window window = new Window();
  private final EmbeddedChannel stream =
      new EmbeddedChannel(
          window,
          new StreamRateHandler(
              TransferRateHandler.WINDOW, new RejectionMetrics(new SimpleMeterRegistry())));

  @BeforeEach
  void freezeTime() {
    stream.freezeTime();
  }

  @Test
  void clientThatReadsNothingIsCutOff() {
    write();
    passWindow();
    assertFalse(stream.isOpen());
  }

  @Test
  void clientThatReadsEnoughIsNot() {
    write();
    window.open(TransferRateHandler.MIN_BYTES);
    passWindow();
    assertTrue(stream.isOpen());
  }

  @Test
  void clientThatReadsTooLittleIsCutOff() {
    write();
    window.open(TransferRateHandler.MIN_BYTES / 2);
    passWindow();
    assertFalse(stream.isOpen());
  }

  @Test
  void completeResponseHasNoLimit() {
    write();
    window.open(BYTES);
    assertEquals(BYTES, window.opened);
    passWindow();
    assertTrue(stream.isOpen());
  }

  /** A timer would keep the pipeline of a finished stream in memory. */
  @Test
  void endOfTheStreamCancelsTheTimer() {
    write();
    assertTrue(stream.runScheduledPendingTasks() > 0);
    stream.pipeline().remove(StreamRateHandler.class);
    assertEquals(-1, stream.runScheduledPendingTasks());
  }

  private void passWindow() {
    stream.advanceTimeBy(TransferRateHandler.WINDOW.toMillis(), TimeUnit.MILLISECONDS);
    stream.runScheduledPendingTasks();
  }

  private void write() {
    ChannelFuture written =
        stream.writeAndFlush(
            new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(new byte[BYTES]), true));
    assertFalse(written.isDone());
  }

  /** The client's flow-control window, closed at first. */
  private static final class Window extends ChannelOutboundHandlerAdapter {

    private record Waiting(int bytes, ChannelPromise written) {}

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int opened;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      Http2DataFrame data = (Http2DataFrame) message;
      waiting.add(new Waiting(data.content().readableBytes(), promise));
      data.release();
    }

    void open(int bytes) {
      int left = bytes;
      while (left > 0) {
        Waiting next = waiting.remove();
        left -= next.bytes();
        opened += next.bytes();
        next.written().setSuccess();
      }
    }
  }
}
