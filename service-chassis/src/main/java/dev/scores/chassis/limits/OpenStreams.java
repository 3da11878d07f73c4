package dev.scores.chassis.limits;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.RequestChannel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the list responses that are being sent at once: in total ({@code MAX_STREAMS}) and to one
 * client address ({@code MAX_STREAMS_PER_ADDRESS}). A list is open from before its first page is
 * read until the socket has accepted its last byte, so a page that a client does not read counts as
 * well. Thread-safe (docs/adr/0024).
 */
@Singleton
public final class OpenStreams {

  private static final AttributeKey<Stream> CURRENT = AttributeKey.valueOf("open-stream");

  /** Bytes of the network of one IPv6 client, a /64 (RFC 7421). */
  private static final int IPV6_PREFIX = 8;

  private final int max;
  private final int maxPerAddress;
  private final ClientAddressResolver clients;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<ByteBuffer, Integer> openByAddress = new ConcurrentHashMap<>();
  private final Counter rejections;

  /**
   * A kind of stream with a limit of its own.
   *
   * @param gauge the name of the metric of open streams
   * @param description its description
   * @param reason the label of rejections
   */
  public record Kind(String gauge, String description, String reason) {}

  /** Lists, the streams of both services. */
  @Inject
  OpenStreams(LimitSettings settings, ClientAddressResolver clients, MeterRegistry metrics) {
    this(
        new Kind("http.server.streams.open", "Lists that are on their way to clients", "streams"),
        settings.maxStreams(),
        settings.maxStreamsPerAddress(),
        clients,
        metrics);
  }

  /** Streams of another kind, with limits of their own. */
  public OpenStreams(
      Kind kind, int max, int maxPerAddress, ClientAddressResolver clients, MeterRegistry metrics) {
    this.max = max;
    this.maxPerAddress = maxPerAddress;
    this.clients = clients;
    Gauge.builder(kind.gauge(), open, AtomicInteger::get)
        .description(kind.description())
        .register(metrics);
    this.rejections =
        Counter.builder("http.server.rejections")
            .description("Requests rejected before or instead of the framework, by reason")
            .tag("reason", kind.reason())
            .register(metrics);
  }

  /**
   * Counts the response to the request as a stream until it is sent or its connection is closed.
   *
   * @throws ApiException 503 if too many are open
   */
  public void open(HttpRequest<?> request) {
    ByteBuffer address = key(clients.address(request));
    if (open.incrementAndGet() > max) {
      open.decrementAndGet();
      throw rejected();
    }
    if (openByAddress.merge(address, 1, Integer::sum) > maxPerAddress) {
      close(address);
      throw rejected();
    }
    new Stream(RequestChannel.of(request), address).attach();
  }

  /** Ends the stream of the current response when its last bytes are written. */
  static ChannelPromise endWith(Channel channel, ChannelPromise written) {
    if (!channel.hasAttr(CURRENT)) {
      return written;
    }
    Stream stream = channel.attr(CURRENT).getAndSet(null);
    return stream == null ? written : written.unvoid().addListener(done -> stream.end());
  }

  int open() {
    return open.get();
  }

  private ApiException rejected() {
    rejections.increment();
    return ApiException.unavailable();
  }

  private void close(ByteBuffer address) {
    openByAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    open.decrementAndGet();
  }

  /** One response. It ends once, when it is sent or its connection closes. */
  private final class Stream {

    private final Channel channel;
    private final ByteBuffer address;
    private final AtomicBoolean hasEnded = new AtomicBoolean();
    private final ChannelFutureListener onClose = closed -> end();

    Stream(Channel channel, ByteBuffer address) {
      this.channel = channel;
      this.address = address;
    }

    void attach() {
      channel.attr(CURRENT).set(this);
      // Runs at once if the channel is closed already.
      channel.closeFuture().addListener(onClose);
    }

    void end() {
      if (hasEnded.compareAndSet(false, true)) {
        channel.closeFuture().removeListener(onClose);
        close(address);
      }
    }
  }

  private static ByteBuffer key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(bytes, 0, bytes.length == 4 ? 4 : IPV6_PREFIX);
  }
}
