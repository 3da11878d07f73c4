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
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the lists that are on their way to clients at once: all of them ({@code MAX_STREAMS}) and
 * those to one client address ({@code MAX_STREAMS_PER_ADDRESS}). A list is open from before its
 * first page is read until the socket has taken its last byte, so a page that a client does not
 * take counts like a stream. Thread-safe (docs/adr/0024).
 */
@Singleton
public final class OpenStreams {

  private static final AttributeKey<Stream> CURRENT = AttributeKey.valueOf("open-stream");

  /** An IPv6 client has a /64 to itself (RFC 7421). */
  private static final int IPV6_PREFIX = 8;

  private final int most;
  private final int mostPerAddress;
  private final ClientAddressResolver clients;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<ByteBuffer, Integer> openByAddress = new ConcurrentHashMap<>();
  private final Counter refused;

  OpenStreams(LimitSettings settings, ClientAddressResolver clients, MeterRegistry metrics) {
    this.most = settings.maxStreams();
    this.mostPerAddress = settings.maxStreamsPerAddress();
    this.clients = clients;
    Gauge.builder("http.server.streams.open", open, AtomicInteger::get)
        .description("Lists that are on their way to clients")
        .register(metrics);
    this.refused =
        Counter.builder("http.server.refusals")
            .description("Requests refused before or instead of the framework, by the reason")
            .tag("reason", "streams")
            .register(metrics);
  }

  /**
   * Counts the response to the request as a stream until it is sent or its connection is closed.
   *
   * @throws Refusal 503 where there are too many
   */
  public void open(HttpRequest<?> request) {
    ByteBuffer address = key(clients.address(request));
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      throw refuse();
    }
    if (openByAddress.merge(address, 1, Integer::sum) > mostPerAddress) {
      close(address);
      throw refuse();
    }
    new Stream(RequestChannel.of(request), address).attach();
  }

  /** The last bytes of a response are being written: its stream ends with them. */
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

  private ApiException refuse() {
    refused.increment();
    return ApiException.unavailable();
  }

  private void close(ByteBuffer address) {
    openByAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    open.decrementAndGet();
  }

  /** One response. It ends once, whatever happens first. */
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
      // At once where it is closed already.
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
