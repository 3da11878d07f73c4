package dev.scores.app.live;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.database.DatabaseLog;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.Changes;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoresUnavailable;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.io.buffer.ReadBufferFactory;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The feed and its streams, without HTTP. */
class LiveFeedTest {

  private final InMemoryScores scores = new InMemoryScores();
  private final AtomicInteger polls = new AtomicInteger();

  /** How many of the next reads fail. */
  private final AtomicInteger failures = new AtomicInteger();

  private final Changes changes =
      new Changes() {
        @Override
        public ChangePage since(ChangeCursor cursor, int limit) {
          polls.incrementAndGet();
          if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new ScoresUnavailable("planned", new IllegalStateException("planned"));
          }
          return scores.since(cursor, limit);
        }

        @Override
        public ChangeCursor latest() {
          return scores.latest();
        }
      };

  private final LiveMetrics metrics = new LiveMetrics(new SimpleMeterRegistry(), Clock.systemUTC());
  private final LiveFeed feed =
      new LiveFeed(
          changes,
          new LiveProperties(
              10, 10, Duration.ofMillis(1), Duration.ofHours(1), 100, Duration.ofHours(1)),
          metrics,
          new DatabaseLog());

  @AfterEach
  void stop() {
    feed.stop();
  }

  @Test
  void feedPollsOnlyWhileThereAreStreams() {
    Client first = subscribe(10);
    awaitPolls(3);
    Client second = subscribe(10);
    first.cancel();
    write(1);
    assertTrue(second.nextEvent().contains("\"exercise_id\":1,"));
    second.cancel();
    while (feed.isPolling()) {
      Thread.onSpinWait();
    }
    int polled = polls.get();
    write(2);
    assertEquals(polled, polls.get());
    Client third = subscribe(10);
    write(3);
    assertTrue(third.nextEvent().contains("\"exercise_id\":3,"));
  }

  private void awaitPolls(int more) {
    int seen = polls.get();
    while (polls.get() < seen + more) {
      Thread.onSpinWait();
    }
  }

  @Test
  void outageDelaysEventsAndLosesNone() {
    Client client = subscribe(10);
    write(1);
    assertTrue(client.nextEvent().contains("\"exercise_id\":1,"));
    failures.set(5);
    write(2);
    assertTrue(client.nextEvent().contains("\"exercise_id\":2,"));
    assertEquals(0, failures.get());
  }

  @Test
  void outageDelaysAStreamThatCatchesUp() {
    for (int n = 1; n <= Changes.MAX_PAGE + 1; n++) {
      write(n);
    }
    failures.set(1);
    Client client = subscribe(10, ChangeCursor.start(), page(ChangeCursor.start()));
    assertTrue(client.nextEvent().contains("\"exercise_id\":1,"));
    assertTrue(client.nextEvent().contains("\"exercise_id\":1001,"));
  }

  @Test
  void streamTakesNoMoreThanItsClientWants() {
    Client client = subscribe(2);
    write(1);
    assertTrue(client.nextEvent().contains("\"exercise_id\":1,"));
    write(2);
    awaitPolls(3);
    assertTrue(client.chunks.isEmpty());
    client.request(1);
    assertTrue(client.nextEvent().contains("\"exercise_id\":2,"));
  }

  @Test
  void streamThatFallsBehindIsCutOff() {
    Client slow = subscribe(2);
    Client other = subscribe(Long.MAX_VALUE);
    write(1);
    slow.nextEvent();
    other.nextEvent();
    for (int n = 2; slow.connection.isOpen(); n++) {
      write(n);
      other.nextEvent();
    }
    assertTrue(other.connection.isOpen());
    assertFalse(slow.hasCompleted);
  }

  @Test
  void streamsShareTheBytesOfEvents() {
    ChangeCursor start = ChangeCursor.start();
    write(1);
    Changed page = page(start);
    EventBatch batch = EventBatch.at(start).append(page.events(), page.next());
    EventFilter all = EventFilter.of(Selection.all());
    assertSame(batch.after(start, all).bytes(), batch.after(start, all).bytes());
    assertEquals(0, batch.after(page.next(), all).events());
  }

  private void write(int exercise) {
    scores.upsert(new UserId(1), new ScoreDraft(new ExerciseId(exercise), true), Instant.now());
  }

  private Changed page(ChangeCursor cursor) {
    return (Changed) scores.since(cursor, Changes.MAX_PAGE);
  }

  private Client subscribe(long wanted) {
    ChangeCursor latest = scores.latest();
    return subscribe(wanted, latest, new Changed(List.of(), latest));
  }

  private Client subscribe(long wanted, ChangeCursor position, Changed page) {
    EmbeddedChannel connection = new EmbeddedChannel();
    LiveStream stream =
        new LiveStream(feed, EventFilter.of(Selection.all()), metrics, connection, position);
    stream.caughtUp(page);
    Client client = new Client(connection, wanted);
    stream.chunks(ReadBufferFactory.getJdkFactory()).subscribe(client);
    return client;
  }

  /** A client that wants so many chunks. */
  private static final class Client implements Subscriber<ReadBuffer> {

    private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
    private final EmbeddedChannel connection;
    private final long wanted;
    private @Nullable Subscription subscription;
    private volatile boolean hasCompleted;

    Client(EmbeddedChannel connection, long wanted) {
      this.connection = connection;
      this.wanted = wanted;
    }

    @Override
    public void onSubscribe(Subscription given) {
      subscription = given;
      given.request(wanted);
    }

    @Override
    public void onNext(ReadBuffer chunk) {
      chunks.add(chunk.toArray());
    }

    @Override
    public void onError(Throwable fault) {
      throw new AssertionError(fault);
    }

    @Override
    public void onComplete() {
      hasCompleted = true;
    }

    void request(int more) {
      requireNonNull(subscription).request(more);
    }

    void cancel() {
      requireNonNull(subscription).cancel();
    }

    byte[] next() {
      try {
        return chunks.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    String nextEvent() {
      return Optional.of(new String(next(), StandardCharsets.UTF_8))
          .filter(text -> text.contains("data: "))
          .orElseGet(this::nextEvent);
    }
  }
}
