package dev.scores.chassis.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.io.buffer.ReadBufferFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A whole list as a streamed body. Each page is read and written only when the connection can take
 * it, directly into a buffer of the connection. Between pages the stream holds a cursor, but no
 * rows, bytes, thread or database connection. A page that cannot be read fails the stream and
 * closes the connection. Can be sent once.
 */
final class ListStream<T, C> {

  private final ListFormat<T> format;
  private final Function<C, ListPage<T, C>> pages;
  private final Executor executor;
  private final Consumer<Exception> onFault;
  private @Nullable ListPage<T, C> first;

  /**
   * @param first the first page, which is read before the status is sent
   * @param executor reads and writes pages, which blocks
   * @param onFault receives the exception that ends the list early
   */
  ListStream(
      ListFormat<T> format,
      ListPage<T, C> first,
      Function<C, ListPage<T, C>> pages,
      Executor executor,
      Consumer<Exception> onFault) {
    this.format = format;
    this.first = first;
    this.pages = pages;
    this.executor = executor;
    this.onFault = onFault;
  }

  /** One buffer per page. */
  Publisher<ReadBuffer> buffers(ReadBufferFactory factory) {
    return subscriber -> {
      ListPage<T, C> page = first;
      first = null;
      if (page == null) {
        throw new IllegalStateException("a list can be sent only once");
      }
      subscriber.onSubscribe(new PageSubscription(subscriber, factory, page));
    };
  }

  /** Sends one page at a time, each on any thread of the executor. */
  private final class PageSubscription implements Subscription, Runnable {

    private final Subscriber<? super ReadBuffer> subscriber;
    private final ReadBufferFactory factory;
    private final SwitchableOutput target = new SwitchableOutput();
    private final AtomicLong wanted = new AtomicLong();
    private volatile boolean isCancelled;
    private @Nullable JsonGenerator generator;

    /** The page that is read but not yet written. */
    private @Nullable ListPage<T, C> page;

    private Optional<C> next = Optional.empty();
    private boolean hasEnded;

    PageSubscription(
        Subscriber<? super ReadBuffer> subscriber, ReadBufferFactory factory, ListPage<T, C> page) {
      this.subscriber = subscriber;
      this.factory = factory;
      this.page = page;
    }

    @Override
    public void request(long number) {
      if (wanted.getAndAccumulate(number, PageSubscription::sum) == 0) {
        schedule();
      }
    }

    private static long sum(long before, long more) {
      return before + more < 0 ? Long.MAX_VALUE : before + more;
    }

    @Override
    public void cancel() {
      isCancelled = true;
    }

    private void schedule() {
      try {
        executor.execute(this);
      } catch (RejectedExecutionException stopped) {
        subscriber.onError(stopped);
      }
    }

    /** Sends one page, then yields the thread to other streams. */
    @Override
    public void run() {
      if (isCancelled || hasEnded) {
        return;
      }
      ReadBuffer buffer;
      try {
        buffer = factory.buffer(this::writePage);
      } catch (IOException | RuntimeException fault) {
        hasEnded = true;
        onFault.accept(fault);
        subscriber.onError(new IOException("the list was interrupted", fault));
        return;
      }
      subscriber.onNext(buffer);
      if (hasEnded) {
        subscriber.onComplete();
      } else if (wanted.decrementAndGet() > 0) {
        schedule();
      }
    }

    private void writePage(OutputStream buffer) throws IOException {
      ListPage<T, C> current = page == null ? pages.apply(next.orElseThrow()) : page;
      page = null;
      target.to = buffer;
      JsonGenerator json = generator == null ? format.begin(target) : generator;
      generator = json;
      for (T item : current.items()) {
        format.item().write(json, item);
      }
      next = current.next();
      if (next.isPresent()) {
        json.flush();
      } else {
        format.end(json, Optional.empty());
        hasEnded = true;
      }
      target.to = OutputStream.nullOutputStream();
    }
  }

  /**
   * The target of the generator, which lives as long as the list: the buffer of the current page.
   */
  private static final class SwitchableOutput extends OutputStream {

    private OutputStream to = nullOutputStream();

    @Override
    public void write(int one) throws IOException {
      to.write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      to.write(bytes, offset, length);
    }
  }
}
