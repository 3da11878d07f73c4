package dev.scores.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A client that requests the whole list of scores and reads {@value #BYTES} bytes every 17 s, or
 * nothing. It reconnects when it is cut off or rejected.
 */
final class SlowReader implements Load.Step {

  private static final int BYTES = 256;
  private static final Duration BETWEEN_READS = Duration.ofSeconds(17);
  private static final byte[] REQUEST =
      "GET /scores HTTP/1.1\r\nHost: scores\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final URI service;
  private final InetAddress from;
  private final boolean readsNothing;
  private Duration before;

  /**
   * @param from local address
   * @param before delay of the first connection
   */
  SlowReader(URI service, InetAddress from, boolean readsNothing, Duration before) {
    this.before = before;
    this.service = service;
    this.from = from;
    this.readsNothing = readsNothing;
  }

  @Override
  public void once() throws InterruptedException {
    Thread.sleep(before);
    before = Duration.ZERO;
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), 5000);
      socket.getOutputStream().write(REQUEST);
      do {
        Thread.sleep(BETWEEN_READS);
      } while (!readsNothing && socket.getInputStream().readNBytes(BYTES).length == BYTES);
    } catch (IOException cutOff) {
      Thread.sleep(Duration.ofMillis(100));
    }
  }
}
