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
 * More clients than {@link Client} could be: a plain socket each, and no thought but for status and
 * time. They ask again whatever they are told, which is the worst that clients do.
 */
final class Flood {

  /**
   * What came of it, of the time that is looked at.
   *
   * @param served the times of answers of success, in nanoseconds, ascending
   * @param refused how many were 503 with {@code Retry-After}
   * @param other what else there was, at most a few
   */
  record Tally(List<Long> served, long refused, List<String> other, Duration time) {

    double servedEachSecond() {
      return served.size() / (time.toMillis() / 1000.0);
    }

    /** The time within which that part of them was served. */
    Duration within(double part) {
      return served.isEmpty()
          ? Duration.ZERO
          : Duration.ofNanos(served.get((int) (part * (served.size() - 1))));
    }
  }

  private static final int MOST_OTHERS = 5;

  private final URI service;
  private final Supplier<byte[]> request;
  private final List<Long> served = new ArrayList<>();
  private final LongAdder refused = new LongAdder();
  private final List<String> other = new ArrayList<>();
  private volatile boolean counts;

  /**
   * @param request the next one, head and payload; made beforehand where clients are many, for what
   *     they take of the processors is missing elsewhere
   */
  Flood(URI service, Supplier<byte[]> request) {
    this.service = service;
    this.request = request;
  }

  /**
   * Floods the service and looks at what comes of it once it has got going.
   *
   * @param eachSecond how many requests all together make; 0 for one after the other, as fast as
   *     they are answered
   */
  Tally run(int clients, double eachSecond, Duration warmUp, Duration time)
      throws InterruptedException {
    Duration pause =
        eachSecond == 0 ? Duration.ZERO : Duration.ofNanos((long) (1e9 * clients / eachSecond));
    List<One> all = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      all.add(new One(pause, System.nanoTime() + pause.toNanos() * i / clients));
    }
    try (var load = Load.start(all)) {
      Thread.sleep(warmUp);
      counts = true;
      Thread.sleep(time);
      counts = false;
      load.stop();
    } finally {
      all.forEach(One::hangUp);
    }
    synchronized (this) {
      return new Tally(served.stream().sorted().toList(), refused.sum(), List.copyOf(other), time);
    }
  }

  private synchronized void note(String head, long nanos) {
    if (!counts) {
      return;
    }
    if (head.startsWith("http/1.1 2")) {
      served.add(nanos);
    } else if (head.startsWith("http/1.1 503") && head.contains("\r\nretry-after: ")) {
      refused.increment();
    } else if (other.size() < MOST_OTHERS) {
      other.add(head.lines().findFirst().orElse("nothing"));
    }
  }

  /** A client with a connection. */
  private final class One implements Load.Step {

    private final Duration pause;
    private final byte[] buffer = new byte[16_384];
    private long due;
    private Socket socket = new Socket();

    One(Duration pause, long due) {
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
        long asked = System.nanoTime();
        socket.getOutputStream().write(request.get());
        String head = head();
        note(head, System.nanoTime() - asked);
        if (head.contains("\r\nconnection: close")) {
          hangUp();
        }
      } catch (IOException fault) {
        note(fault.toString(), 0);
        hangUp();
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

    /** Of the answer, in lower case; what comes behind it is read too. */
    private String head() throws IOException {
      int length = 0;
      while (true) {
        int read = socket.getInputStream().read(buffer, length, buffer.length - length);
        if (read < 0) {
          throw new EOFException("hung up");
        }
        length += read;
        String answer = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        int end = answer.indexOf("\r\n\r\n");
        if (end >= 0) {
          String head = answer.substring(0, end + 2).toLowerCase(Locale.ROOT);
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

    void hangUp() {
      try {
        socket.close();
      } catch (IOException gone) {
        // It is what was wanted.
      }
    }
  }
}
