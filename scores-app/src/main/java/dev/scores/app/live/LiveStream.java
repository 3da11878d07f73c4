package dev.scores.app.live;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.Changes;
import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.io.buffer.ReadBufferFactory;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * One client's stream as a response body. It sends one chunk whenever the connection can take more,
 * and holds no events in the meantime. Can be sent once.
 *
 * <p>Any thread may signal that there is something to do; one thread at a time does it ({@link
 * #proceed}), and no thread waits.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A closed connection cancels the stream.
final class LiveStream implements Subscription {

  private final LiveFeed feed;
  private final EventFilter filter;
  private final LiveMetrics metrics;
  private final Channel connection;
  private final long beganAt = System.nanoTime();
  private volatile long lifetime = Long.MAX_VALUE;

  private final AtomicInteger signals = new AtomicInteger();
  private final AtomicLong wanted = new AtomicLong();
  private volatile boolean isKeepAliveDue;
  private volatile boolean isEnding;
  private volatile boolean isCancelled;

  /** A page that has been read and not sent. */
  private volatile @Nullable CatchUp page;

  /** The batch up to whose end the stream has got; null while it catches up. */
  private volatile @Nullable EventBatch batch;

  // Used in proceed() only.
  private @Nullable Subscriber<? super ReadBuffer> subscriber;
  private @Nullable ReadBufferFactory buffers;
  private ChangeCursor position;
  private boolean hasBegun;
  private boolean isReading;
  private boolean hasEnded;

  /** The matching events of a page of the log. */
  private record CatchUp(EventChunk chunk, ChangeCursor next, boolean isAtEnd) {}

  /** A stream of the events after the position. */
  LiveStream(
      LiveFeed feed,
      EventFilter filter,
      LiveMetrics metrics,
      Channel connection,
      ChangeCursor position) {
    this.feed = feed;
    this.filter = filter;
    this.metrics = metrics;
    this.connection = connection;
    this.position = position;
  }

  /** The body. */
  Publisher<ReadBuffer> chunks(ReadBufferFactory factory) {
    return to -> {
      buffers = factory;
      subscriber = to;
      connection.closeFuture().addListener(closed -> cancel());
      feed.add(this);
      to.onSubscribe(this);
    };
  }

  /** Passes on the page of the log after the position. */
  void caughtUp(Changed found) {
    EventChunk chunk =
        EventChunk.of(
            found.events().stream().filter(filter::matches).map(EventText::event).toList());
    page = new CatchUp(chunk, found.next(), found.events().size() < Changes.MAX_PAGE);
    proceed();
  }

  /** Limits the time after which a keep-alive ends the stream. */
  void limitTo(Duration longest) {
    lifetime = longest.toNanos();
  }

  /** Sends a comment when the connection can take it, or ends the stream if its time is up. */
  void keepAlive() {
    if (System.nanoTime() - beganAt >= lifetime) {
      end();
    }
    isKeepAliveDue = true;
    proceed();
  }

  /** Ends the response in order, after what was sent. */
  void end() {
    isEnding = true;
    proceed();
  }

  /** Whether the stream follows the feed and has not got past so many of its events. */
  boolean isBefore(long total) {
    EventBatch reached = batch;
    return reached != null && reached.total() < total;
  }

  /** Resets the connection, as the client does not read what it has been sent. */
  void cutOff() {
    cancel();
    connection.config().setOption(ChannelOption.SO_LINGER, 0);
    connection.close();
  }

  @Override
  public void request(long number) {
    wanted.accumulateAndGet(
        number, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
    proceed();
  }

  @Override
  public void cancel() {
    feed.remove(this);
    isCancelled = true;
  }

  /** Does all that can be done now, unless another thread is about it; that one then does it. */
  void proceed() {
    if (signals.getAndIncrement() > 0) {
      return;
    }
    int seen;
    do {
      seen = signals.get();
      boolean isBusy = true;
      while (isBusy) {
        isBusy = !hasEnded && !isCancelled && step();
      }
    } while (signals.addAndGet(-seen) != 0);
  }

  /** Does one thing; returns false if there is nothing to do. */
  private boolean step() {
    Subscriber<? super ReadBuffer> to = subscriber;
    if (to == null) {
      return false;
    }
    if (isEnding && hasBegun) {
      hasEnded = true;
      feed.remove(this);
      to.onComplete();
      return false;
    }
    if (wanted.get() == 0) {
      return false;
    }
    if (!hasBegun) {
      hasBegun = true;
      send(EventText.beginning(position));
      return true;
    }
    if (advance()) {
      return true;
    }
    if (isKeepAliveDue) {
      isKeepAliveDue = false;
      send(EventText.keepAlive(position));
      return true;
    }
    return false;
  }

  private boolean advance() {
    EventBatch reached = batch;
    if (reached != null) {
      EventBatch next = reached.next();
      return next != null && follow(next);
    }
    CatchUp read = page;
    if (read != null) {
      page = null;
      isReading = false;
      position = read.next();
      batch = feed.join(position, read.isAtEnd());
      sendEvents(read.chunk());
      return true;
    }
    if (!isReading) {
      isReading = true;
      feed.read(this, position);
    }
    return false;
  }

  private boolean follow(EventBatch next) {
    EventChunk chunk = next.after(position, filter);
    batch = next;
    position = next.end().compareTo(position) > 0 ? next.end() : position;
    sendEvents(chunk);
    return true;
  }

  private void sendEvents(EventChunk chunk) {
    if (chunk.events() > 0) {
      metrics.sent(chunk.events());
      send(chunk.bytes());
    }
  }

  private void send(byte[] bytes) {
    wanted.decrementAndGet();
    if (subscriber != null && buffers != null) {
      subscriber.onNext(buffers.adapt(bytes));
    }
  }
}
