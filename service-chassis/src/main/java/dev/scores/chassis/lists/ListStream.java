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
 * A whole list on its way out. Each page is read and written only when the connection can take it,
 * straight into a buffer of the connection; between pages the stream holds a cursor and neither
 * rows nor bytes, neither a thread nor a connection to the database. A page that cannot be read
 * fails the stream, and so breaks the connection off. Can be sent once.
 */
final class ListStream<T, C> {

  private final ListFormat<T> form;
  private final Function<C, ListPage<T, C>> pages;
  private final Executor executor;
  private final Consumer<Exception> onFault;
  private @Nullable ListPage<T, C> first;

  /**
   * @param first the first page, which is read before the status goes out
   * @param executor of the reading and writing of pages, which blocks
   * @param onFault receives the fault that breaks the list off
   */
  ListStream(
      ListFormat<T> form,
      ListPage<T, C> first,
      Function<C, ListPage<T, C>> pages,
      Executor executor,
      Consumer<Exception> onFault) {
    this.form = form;
    this.first = first;
    this.pages = pages;
    this.executor = executor;
    this.onFault = onFault;
  }

  /** A buffer for each page. */
  Publisher<ReadBuffer> buffers(ReadBufferFactory factory) {
    return subscriber -> {
      ListPage<T, C> page = first;
      first = null;
      if (page == null) {
        throw new IllegalStateException("a list is sent once");
      }
      subscriber.onSubscribe(new Sending(subscriber, factory, page));
    };
  }

  /** One page at a time is on its way through here, on whichever thread. */
  private final class Sending implements Subscription, Runnable {

    private final Subscriber<? super ReadBuffer> subscriber;
    private final ReadBufferFactory factory;
    private final Redirect target = new Redirect();
    private final AtomicLong wanted = new AtomicLong();
    private volatile boolean isCancelled;
    private @Nullable JsonGenerator generator;

    /** Read and not written yet. */
    private @Nullable ListPage<T, C> page;

    private Optional<C> next = Optional.empty();
    private boolean hasEnded;

    Sending(
        Subscriber<? super ReadBuffer> subscriber, ReadBufferFactory factory, ListPage<T, C> page) {
      this.subscriber = subscriber;
      this.factory = factory;
      this.page = page;
    }

    @Override
    public void request(long number) {
      if (wanted.getAndAccumulate(number, Sending::sum) == 0) {
        goOn();
      }
    }

    private static long sum(long before, long more) {
      return before + more < 0 ? Long.MAX_VALUE : before + more;
    }

    @Override
    public void cancel() {
      isCancelled = true;
    }

    private void goOn() {
      try {
        executor.execute(this);
      } catch (RejectedExecutionException stopped) {
        subscriber.onError(stopped);
      }
    }

    /** Sends a page, and leaves the thread to other streams before the next. */
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
        subscriber.onError(new IOException("the list cannot go on", fault));
        return;
      }
      subscriber.onNext(buffer);
      if (hasEnded) {
        subscriber.onComplete();
      } else if (wanted.decrementAndGet() > 0) {
        goOn();
      }
    }

    private void writePage(OutputStream buffer) throws IOException {
      ListPage<T, C> current = page == null ? pages.apply(next.orElseThrow()) : page;
      page = null;
      target.to = buffer;
      JsonGenerator json = generator == null ? form.begin(target) : generator;
      generator = json;
      for (T item : current.items()) {
        form.item().write(json, item);
      }
      next = current.next();
      if (next.isPresent()) {
        json.flush();
      } else {
        form.end(json, Optional.empty());
        hasEnded = true;
      }
      target.to = OutputStream.nullOutputStream();
    }
  }

  /** Where the generator, which lives as long as the list, writes the current page. */
  private static final class Redirect extends OutputStream {

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
