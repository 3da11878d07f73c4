package dev.scores.faults;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * A load of thousands of clients, more than {@link Client} can do: one plain socket each, measuring
 * only status and time. They repeat requests whatever the response, as the worst clients do.
 */
final class RequestFlood {

  /**
   * The result of the measured time.
   *
   * @param served durations of successful requests, in nanoseconds, ascending
   * @param rejected number of 503 with {@code Retry-After}
   * @param other other responses, at most five
   */
  record Result(List<Long> served, long rejected, List<String> other, Duration time) {

    double servedPerSecond() {
      return served.size() / (time.toMillis() / 1000.0);
    }

    /** Returns the quantile of the durations: 0.99 is the p99. */
    Duration quantile(double part) {
      return served.isEmpty()
          ? Duration.ZERO
          : Duration.ofNanos(served.get((int) (part * (served.size() - 1))));
    }
  }

  private static final int MAX_OTHERS = 5;

  private final URI service;
  private final Supplier<byte[]> request;
  private final List<Long> served = new ArrayList<>();
  private final LongAdder rejected = new LongAdder();
  private final List<String> other = new ArrayList<>();
  private volatile boolean counts;

  /**
   * @param request supplies the next request, head and body; prepared beforehand for many clients,
   *     since building requests takes processor time from the service
   */
  RequestFlood(URI service, Supplier<byte[]> request) {
    this.service = service;
    this.request = request;
  }

  /**
   * Floods the service and measures the responses after the warm-up.
   *
   * @param perSecond request rate of all clients together; 0 sends the next request as soon as the
   *     response is there
   */
  Result run(int clients, double perSecond, Duration warmUp, Duration time)
      throws InterruptedException {
    Duration pause =
        perSecond == 0 ? Duration.ZERO : Duration.ofNanos((long) (1e9 * clients / perSecond));
    List<FloodClient> all = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      all.add(new FloodClient(pause, System.nanoTime() + pause.toNanos() * i / clients));
    }
    try (var load = Load.start(all)) {
      Thread.sleep(warmUp);
      counts = true;
      Thread.sleep(time);
      counts = false;
      load.stop();
    } finally {
      all.forEach(FloodClient::disconnect);
    }
    synchronized (this) {
      return new Result(
          served.stream().sorted().toList(), rejected.sum(), List.copyOf(other), time);
    }
  }

  private synchronized void note(String head, long nanos) {
    if (!counts) {
      return;
    }
    if (head.startsWith("http/1.1 2")) {
      served.add(nanos);
    } else if (head.startsWith("http/1.1 503") && head.contains("\r\nretry-after: ")) {
      rejected.increment();
    } else if (other.size() < MAX_OTHERS) {
      other.add(head.lines().findFirst().orElse("nothing"));
    }
  }

  /** A client with one connection. */
  private final class FloodClient implements Load.Step {

    private final Duration pause;
    private final byte[] buffer = new byte[16_384];
    private long due;
    private Socket socket = new Socket();

    FloodClient(Duration pause, long due) {
      this.pause = pause;
      this.due = due;
    }

    @Override
    public void once() throws InterruptedException {
      long now = System.nanoTime();
      if (due - now > 0) {
        Thread.sleep(Duration.ofNanos(due - now));
      }
      due = Math.max(due + pause.toNanos(), now);
      try {
        connect();
        long sent = System.nanoTime();
        socket.getOutputStream().write(request.get());
        String head = head();
        note(head, System.nanoTime() - sent);
        if (head.contains("\r\nconnection: close")) {
          disconnect();
        }
      } catch (IOException fault) {
        note(fault.toString(), 0);
        disconnect();
      }
    }

    private void connect() throws IOException {
      if (socket.isClosed()) {
        socket = new Socket();
      }
      if (!socket.isConnected()) {
        socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), 5000);
        socket.setSoTimeout(15_000);
        socket.setTcpNoDelay(true);
      }
    }

    /** Reads a whole response and returns its head in lower case. */
    private String head() throws IOException {
      int length = 0;
      while (true) {
        int read = socket.getInputStream().read(buffer, length, buffer.length - length);
        if (read < 0) {
          throw new EOFException("hung up");
        }
        length += read;
        String response = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        int end = response.indexOf("\r\n\r\n");
        if (end >= 0) {
          String head = response.substring(0, end + 2).toLowerCase(Locale.ROOT);
          if (length >= end + 4 + contentLength(head)) {
            return head;
          }
        }
      }
    }

    private static int contentLength(String head) {
      String name = "\r\ncontent-length: ";
      int at = head.indexOf(name);
      return at < 0
          ? 0
          : Integer.parseInt(
              head.substring(at + name.length(), head.indexOf('\r', at + name.length())));
    }

    void disconnect() {
      try {
        socket.close();
      } catch (IOException gone) {
        // It is closed either way.
      }
    }
  }
}
