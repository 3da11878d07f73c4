import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Measures live streams: subscribes, writes at a steady rate, and measures the time from each write
 * until each subscriber has its event.
 *
 * <p>Arguments: port, subscribers, exercises, writes per second, seconds of warm-up, seconds, and a
 * file with a token in each line. With exercises, a subscriber reads the stream of one of as many
 * exercises; with 0, that of all changes. Without writes it keeps the streams open for the time.
 *
 * <p>Prints "open" when all subscribers are connected, and at the end one line: events received;
 * events missing; p50 and p99 in milliseconds, first from the acknowledgement of the write, which
 * follows the commit, then from the moment at which the write was due.
 */
final class Live {

  private static final int WRITERS = 32;
  private static final long TIMEOUT_SECONDS = 30;
  private final int users;
  private final int exercises;
  private final int writes;
  private final long countedFrom;

  /** When each write was due and acknowledged; users take turns, so a number identifies it. */
  private final AtomicLongArray due;

  private final AtomicLongArray acknowledged;
  private final AtomicLong received = new AtomicLong();
  private final Histogram fromCommit = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(2), 3);
  private final Histogram fromDue = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(2), 3);
  private final BlockingQueue<Writer> idle = new ArrayBlockingQueue<>(WRITERS);
  private final CountDownLatch open;
  private final CountDownLatch responses;

  private Live(int subscribers, int users, int exercises, int writes, int counted, long start) {
    this.users = users;
    this.exercises = exercises == 0 ? 1000 : exercises;
    this.writes = writes;
    this.countedFrom = start + TimeUnit.SECONDS.toNanos(counted);
    this.due = new AtomicLongArray(writes);
    this.acknowledged = new AtomicLongArray(writes);
    this.open = new CountDownLatch(subscribers);
    this.responses = new CountDownLatch(writes);
  }

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int subscribers = Integer.parseInt(arguments[1]);
    int exercises = Integer.parseInt(arguments[2]);
    int rate = Integer.parseInt(arguments[3]);
    int warmUp = Integer.parseInt(arguments[4]);
    int seconds = Integer.parseInt(arguments[5]);
    List<String> tokens = Files.readAllLines(Path.of(arguments[6]));
    int writes = rate * (warmUp + seconds);
    long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(2 + subscribers / 200);
    Live live = new Live(subscribers, tokens.size(), exercises, writes, warmUp, start);
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    for (int i = 0; i < subscribers; i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1)); // Not all in the same moment.
      String path = exercises == 0 ? "/scores/changes" : "/scores/exercise/" + (1 + i % exercises);
      Channel channel = connect(group, port, live.new Subscriber());
      channel.writeAndFlush(
          text("GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"));
    }
    live.open.await();
    System.out.println("open");
    if (rate == 0) {
      Thread.sleep(TimeUnit.SECONDS.toMillis(seconds));
      System.exit(0);
    }
    for (int i = 0; i < WRITERS; i++) {
      Writer writer = live.new Writer();
      connect(group, port, writer);
      live.idle.add(writer);
    }
    live.write(tokens, start, 1e9 / rate);
    live.responses.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    long expected = live.expected(subscribers, exercises);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (live.received.get() < expected && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    live.print(expected);
    System.exit(0);
  }

  private static Channel connect(EventLoopGroup group, int port, Handler handler)
      throws InterruptedException {
    return new Bootstrap()
        .group(group)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new HttpResponseDecoder(), handler);
              }
            })
        .connect("127.0.0.1", port)
        .sync()
        .channel();
  }

  private void write(List<String> tokens, long start, double interval)
      throws InterruptedException {
    for (int i = 0; i < writes; i++) {
      long at = start + (long) (i * interval);
      for (long left; (left = at - System.nanoTime()) > 0; ) {
        LockSupport.parkNanos(left);
      }
      Writer writer = idle.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (writer == null) {
        return; // Writes that are not sent count as missing events.
      }
      due.set(i, at);
      writer.send(i, tokens.get(i % users));
    }
  }

  /** Each write is of another user, until all have had their turn. */
  private int exercise(int write) {
    return 1 + write / users % exercises;
  }

  private long expected(int subscribers, int filters) {
    if (filters == 0) {
      return (long) writes * subscribers;
    }
    long expected = 0;
    for (int i = 0; i < writes; i++) {
      int before = exercise(i) - 1;
      expected += before < subscribers ? (subscribers - 1 - before) / filters + 1 : 0;
    }
    return expected;
  }

  private void print(long expected) {
    System.out.printf(
        Locale.ROOT,
        "%d %d %.0f %.0f %.0f %.0f%n",
        received.get(),
        expected - received.get(),
        fromCommit.getValueAtPercentile(50) / 1e6,
        fromCommit.getValueAtPercentile(99) / 1e6,
        fromDue.getValueAtPercentile(50) / 1e6,
        fromDue.getValueAtPercentile(99) / 1e6);
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  private abstract static class Handler extends SimpleChannelInboundHandler<HttpObject> {}

  /** Has one request at a time. */
  private final class Writer extends Handler {

    private Channel channel;
    private volatile int write;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      channel = context.channel();
    }

    void send(int number, String token) {
      write = number;
      String payload = "{\"exercise_id\":" + exercise(number) + ",\"correct\":true}";
      channel.writeAndFlush(
          text(
              "PATCH /scores HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  + "Authorization: Bearer "
                  + token
                  + "\r\nContent-Length: "
                  + payload.length()
                  + "\r\n\r\n"
                  + payload));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (part instanceof HttpResponse head && head.status().code() / 100 != 2) {
        System.err.println("a write failed: " + head.status());
      }
      if (part instanceof LastHttpContent) {
        acknowledged.set(write, System.nanoTime());
        responses.countDown();
        idle.add(this);
      }
    }
  }

  /** Counts the events of its stream, and times one in each chunk: the oldest. */
  private final class Subscriber extends Handler {

    private final StringBuilder rest = new StringBuilder();
    private boolean isOpen;

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (part instanceof HttpResponse head && head.status().code() != 200) {
        System.err.println("a stream failed: " + head.status());
        System.exit(1); // The figures would be those of fewer streams.
      }
      if (part instanceof HttpContent chunk && chunk.content().isReadable()) {
        if (!isOpen) {
          isOpen = true;
          open.countDown();
        }
        rest.append(chunk.content().toString(StandardCharsets.US_ASCII));
        int end = rest.lastIndexOf("\n\n");
        if (end >= 0) {
          count(rest.substring(0, end));
          rest.delete(0, end);
        }
      }
    }

    private void count(String blocks) {
      long now = System.nanoTime();
      int first = blocks.indexOf("\ndata: ");
      for (int at = first; at >= 0; at = blocks.indexOf("\ndata: ", at + 1)) {
        received.incrementAndGet();
      }
      if (first >= 0) {
        int write = write(blocks, first);
        if (due.get(write) >= countedFrom) {
          // The event may arrive before the response.
          long commit = acknowledged.get(write);
          fromCommit.recordValue(commit == 0 ? 0 : Math.max(0, now - commit));
          fromDue.recordValue(now - due.get(write));
        }
      }
    }

    /** The number of the write: its users and exercises take turns. */
    private int write(String blocks, int from) {
      int user = number(blocks, "\"user_id\":", from) - 1;
      int exercise = number(blocks, "\"exercise_id\":", from) - 1;
      int round = number(blocks, "\"attempts\":", from) - 1;
      return (round * exercises + exercise) * users + user;
    }

    private static int number(String text, String name, int from) {
      int begin = text.indexOf(name, from) + name.length();
      int end = begin;
      while (Character.isDigit(text.charAt(end))) {
        end++;
      }
      return Integer.parseInt(text, begin, end, 10);
    }
  }
}
