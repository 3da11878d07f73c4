import io.netty.bootstrap.Bootstrap;
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
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at a steady rate, whether or not answers come, and prints how long they took: from
 * when each was due, not from when it could be sent. So a server that halts for a second is charged
 * with every request of that second, as its users would (no coordinated omission).
 *
 * <p>Arguments: port, requests a second, connections, seconds of warm-up, seconds, and a file of
 * requests: for each its length in bytes, as four bytes, and it. They are sent in turn, again from
 * the start when they end.
 *
 * <p>Prints one line: answers, those that are no 2xx or never came, and p50, p99, p99.9 and the
 * longest, in microseconds.
 */
final class OpenLoop {

  private static final long PATIENCE_SECONDS = 30;

  private final BlockingQueue<Connection> idle;
  private final Histogram latency = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(2), 3);
  private final CountDownLatch answered;
  private final long countedFrom;
  private volatile int refused;

  private OpenLoop(int connections, int requests, long countedFrom) {
    this.idle = new ArrayBlockingQueue<>(connections);
    this.answered = new CountDownLatch(requests);
    this.countedFrom = countedFrom;
  }

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    double rate = Double.parseDouble(arguments[1]);
    int connections = Integer.parseInt(arguments[2]);
    int warmUp = Integer.parseInt(arguments[3]);
    int seconds = Integer.parseInt(arguments[4]);
    List<ByteBuffer> requests = requests(Path.of(arguments[5]));
    int count = (int) (rate * (warmUp + seconds));
    long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
    OpenLoop loop = new OpenLoop(connections, count, start + TimeUnit.SECONDS.toNanos(warmUp));
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    loop.connect(group, port, connections);
    loop.send(requests, count, start, 1e9 / rate);
    boolean all = loop.answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    loop.print(all ? 0 : loop.answered.getCount());
    System.exit(0);
  }

  private static List<ByteBuffer> requests(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      List<ByteBuffer> requests = new ArrayList<>();
      while (bytes.hasRemaining()) {
        int length = bytes.getInt();
        requests.add(bytes.slice(bytes.position(), length));
        bytes.position(bytes.position() + length);
      }
      return requests;
    }
  }

  private void connect(EventLoopGroup group, int port, int connections)
      throws InterruptedException {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new HttpResponseDecoder(), new Connection());
                  }
                });
    for (int i = 0; i < connections; i++) {
      Channel channel = bootstrap.connect("127.0.0.1", port).sync().channel();
      idle.add(channel.pipeline().get(Connection.class));
    }
  }

  private void send(List<ByteBuffer> requests, int count, long start, double interval)
      throws InterruptedException {
    for (int i = 0; i < count; i++) {
      long due = start + (long) (i * interval);
      for (long left; (left = due - System.nanoTime()) > 0; ) {
        LockSupport.parkNanos(left);
      }
      Connection connection = idle.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (connection == null) {
        return; // What is not sent is missing.
      }
      connection.send(requests.get(i % requests.size()), due);
    }
  }

  private void print(long missing) {
    System.out.printf(
        Locale.ROOT,
        "%d %d %.0f %.0f %.0f %.0f%n",
        latency.getTotalCount(),
        refused + missing,
        latency.getValueAtPercentile(50) / 1e3,
        latency.getValueAtPercentile(99) / 1e3,
        latency.getValueAtPercentile(99.9) / 1e3,
        latency.getMaxValue() / 1e3);
  }

  /** One request at a time. Answers are read by the one thread of the event loop. */
  private final class Connection extends SimpleChannelInboundHandler<HttpObject> {

    private Channel channel;
    private volatile long due;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      channel = context.channel();
    }

    void send(ByteBuffer request, long due) {
      this.due = due;
      channel.writeAndFlush(Unpooled.wrappedBuffer(request));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (part instanceof HttpResponse head && head.status().code() / 100 != 2) {
        refused++;
      }
      if (part instanceof LastHttpContent) {
        if (due >= countedFrom) {
          latency.recordValue(System.nanoTime() - due);
        }
        answered.countDown();
        idle.add(this);
      }
    }
  }
}
