package dev.scores.chassis.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Http2FrameDeadlineHandlerTest {

  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final byte UNKNOWN = 0x16;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicInteger closedByCodec = new AtomicInteger();
  private final EmbeddedChannel connection =
      new EmbeddedChannel(
          new Http2FrameDeadlineHandler(DEADLINE, new RejectionMetrics(registry)),
          new ChannelOutboundHandlerAdapter() {
            @Override
            public void close(ChannelHandlerContext context, ChannelPromise promise)
                throws Exception {
              closedByCodec.incrementAndGet();
              super.close(context, promise);
            }
          });

  @BeforeEach
  void open() {
    connection.freezeTime();
    receive(Unpooled.wrappedBuffer(PREFACE));
    receive(frame(Http2FrameTypes.SETTINGS, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 9, 10, 29})
  void completeHeadHasNoDeadlineHoweverItIsSplit(int first) {
    ByteBuf head = frame(Http2FrameTypes.HEADERS, Http2Flags.END_HEADERS, 20);
    receive(head.readRetainedSlice(Math.min(first, head.readableBytes())));
    receive(head);
    pass(DEADLINE);
    assertOpen(true);
  }

  @Test
  void incompleteHeadClosesTheConnectionAtTheDeadline() {
    ByteBuf head = frame(Http2FrameTypes.HEADERS, Http2Flags.END_HEADERS, 20);
    receive(head.readRetainedSlice(15));
    pass(DEADLINE.minusMillis(1));
    receive(head.readRetainedSlice(1));
    assertOpen(true);
    pass(Duration.ofMillis(1));
    assertOpen(false);
  }

  @Test
  void headWithoutItsContinuationClosesTheConnection() {
    receive(frame(Http2FrameTypes.HEADERS, 0, 20));
    pass(DEADLINE.minusMillis(1));
    receive(frame(Http2FrameTypes.CONTINUATION, 0, 20));
    assertOpen(true);
    pass(Duration.ofMillis(1));
    assertOpen(false);
  }

  /** Its flags, which end the head, are the fifth byte. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 9})
  void incompleteContinuationClosesTheConnection(int first) {
    receive(frame(Http2FrameTypes.HEADERS, 0, 20));
    pass(DEADLINE.minusMillis(1));
    receive(frame(Http2FrameTypes.CONTINUATION, Http2Flags.END_HEADERS, 20).readSlice(first));
    pass(Duration.ofMillis(1));
    assertOpen(false);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8})
  void deadlineBeginsWithTheFirstByteOfTheFrame(int first) {
    ByteBuf head = frame(Http2FrameTypes.HEADERS, Http2Flags.END_HEADERS, 20);
    receive(head.readRetainedSlice(first));
    pass(DEADLINE.minusMillis(1));
    receive(head.readRetainedSlice(10));
    pass(Duration.ofMillis(1));
    assertOpen(false);
    head.release();
  }

  @ParameterizedTest
  @ValueSource(bytes = {Http2FrameTypes.SETTINGS, Http2FrameTypes.PING, UNKNOWN})
  void otherIncompleteFrameClosesTheConnection(byte type) {
    receive(frame(type, 0, 20).readSlice(15));
    pass(DEADLINE);
    assertOpen(false);
  }

  @Test
  void incompletePrefaceClosesTheConnection() {
    EmbeddedChannel other =
        new EmbeddedChannel(
            new Http2FrameDeadlineHandler(DEADLINE, new RejectionMetrics(registry)));
    other.freezeTime();
    other.writeInbound(Unpooled.wrappedBuffer(PREFACE, 0, 23));
    other.advanceTimeBy(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    other.runScheduledPendingTasks();
    assertFalse(other.isOpen());
  }

  @Test
  void nextHeadHasADeadlineOfItsOwn() {
    receive(frame(Http2FrameTypes.HEADERS, 0, 20));
    pass(DEADLINE.minusMillis(1));
    ByteBuf next = frame(Http2FrameTypes.HEADERS, Http2Flags.END_HEADERS, 20);
    receive(
        Unpooled.wrappedBuffer(
            frame(Http2FrameTypes.CONTINUATION, Http2Flags.END_HEADERS, 0),
            next.readRetainedSlice(20)));
    pass(DEADLINE.minusMillis(1));
    assertOpen(true);
    pass(Duration.ofMillis(1));
    assertOpen(false);
    next.release();
  }

  /** The deadline of its stream limits a payload. */
  @Test
  void incompletePayloadDoesNotCloseTheConnection() {
    receive(frame(Http2FrameTypes.HEADERS, Http2Flags.END_HEADERS, 20));
    receive(frame(Http2FrameTypes.DATA, 0, 20).readSlice(15));
    pass(DEADLINE);
    assertOpen(true);
  }

  /** Its first bytes do not show yet that it is DATA. */
  @Test
  void payloadInManyFramesDoesNotCloseTheConnection() {
    receive(frame(Http2FrameTypes.HEADERS, Http2Flags.END_HEADERS, 20));
    ByteBuf first = frame(Http2FrameTypes.DATA, 0, 20);
    ByteBuf second = frame(Http2FrameTypes.DATA, 0, 20);
    receive(first.readRetainedSlice(3));
    pass(DEADLINE.minusMillis(1));
    receive(Unpooled.wrappedBuffer(first, second.readRetainedSlice(3)));
    pass(Duration.ofMillis(1));
    receive(second);
    pass(DEADLINE);
    assertOpen(true);
  }

  @Test
  void timerEndsWithTheConnection() {
    receive(frame(Http2FrameTypes.HEADERS, 0, 20));
    connection.pipeline().remove(Http2FrameDeadlineHandler.class);
    assertEquals(-1, connection.runScheduledPendingTasks());
  }

  private void receive(ByteBuf bytes) {
    connection.writeInbound(bytes);
    ByteBuf passedOn = connection.readInbound();
    assertEquals(bytes, passedOn);
    passedOn.release();
  }

  private void pass(Duration time) {
    connection.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
    connection.runScheduledPendingTasks();
  }

  private void assertOpen(boolean isOpen) {
    assertEquals(isOpen, connection.isOpen());
    assertEquals(
        isOpen ? 0 : 1,
        registry.get("http.server.rejections").tag("reason", "slow").counter().count());
    assertEquals(isOpen ? 0 : 1, closedByCodec.get());
  }

  /**
   * A frame of stream 1 whose payload is END_HEADERS bits only, which must not be taken for flags.
   */
  private static ByteBuf frame(byte type, int flags, int length) {
    ByteBuf frame = Unpooled.buffer();
    frame.writeMedium(length).writeByte(type).writeByte(flags).writeInt(1);
    for (int i = 0; i < length; i++) {
      frame.writeByte(Http2Flags.END_HEADERS);
    }
    return frame;
  }
}
