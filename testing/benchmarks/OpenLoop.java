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
 * Open-loop load generator: sends requests at a steady rate, whether or not responses arrive, and
 * measures latency from the time at which each request was due. A server that stops for a second is
 * charged with every request of that second (no coordinated omission).
 *
 * <p>Arguments: port, requests per second, connections, seconds of warm-up, seconds, and a file of
 * requests, each preceded by its length in bytes as four bytes. They are sent in order, repeatedly.
 *
 * <p>Prints one line: the number of responses; the number of responses other than 2xx and of
 * missing ones; and p50, p99, p99.9 and the maximum in microseconds.
 */
final class OpenLoop {

  private static final long TIMEOUT_SECONDS = 30;

  private final BlockingQueue<Connection> idle;
  private final Histogram latency = new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(2), 3);
  private final CountDownLatch responses;
  private final long countedFrom;
  private volatile int errors;

  private OpenLoop(int connections, int requests, long countedFrom) {
    this.idle = new ArrayBlockingQueue<>(connections);
    this.responses = new CountDownLatch(requests);
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
    boolean all = loop.responses.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    loop.print(all ? 0 : loop.responses.getCount());
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
      Connection connection = idle.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (connection == null) {
        return; // Requests that are not sent count as missing.
      }
      connection.send(requests.get(i % requests.size()), due);
    }
  }

  private void print(long missing) {
    System.out.printf(
        Locale.ROOT,
        "%d %d %.0f %.0f %.0f %.0f%n",
        latency.getTotalCount(),
        errors + missing,
        latency.getValueAtPercentile(50) / 1e3,
        latency.getValueAtPercentile(99) / 1e3,
        latency.getValueAtPercentile(99.9) / 1e3,
        latency.getMaxValue() / 1e3);
  }

  /** Has one request at a time; the event loop's only thread reads the responses. */
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
        errors++;
      }
      if (part instanceof LastHttpContent) {
        if (due >= countedFrom) {
          latency.recordValue(System.nanoTime() - due);
        }
        responses.countDown();
        idle.add(this);
      }
    }
  }
}
