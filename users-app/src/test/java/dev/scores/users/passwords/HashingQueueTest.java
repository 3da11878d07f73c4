package dev.scores.users.passwords;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.domain.ClientAddress;
import dev.scores.users.domain.HashingBusyException;
import dev.scores.users.domain.TooManyHashesException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A queue with one thread, which blocks until {@link #go} is counted down. */
class HashingQueueTest {

  private static final ClientAddress FLOODER = client("192.0.2.1");
  private static final ClientAddress VICTIM = client("192.0.2.2");

  private final HashingQueue queue = new HashingQueue(1, Duration.ofMinutes(1));
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch go = new CountDownLatch(1);
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());
  private final List<CompletableFuture<?>> pending = new ArrayList<>();

  @AfterEach
  void stop() {
    go.countDown();
    queue.close();
    requests.close();
  }

  @Test
  void floodDelaysOtherClientsByOneHash() {
    submit(FLOODER, HashingQueue.MAX_PER_CLIENT);
    submit(VICTIM, 1);
    finish();
    assertTrue(order.indexOf(VICTIM.value().getHostAddress()) <= 2, order.toString());
    assertEquals(HashingQueue.MAX_PER_CLIENT + 1, order.size());
  }

  @Test
  void clientHasABurstLimit() {
    submit(FLOODER, HashingQueue.MAX_PER_CLIENT);
    assertThrows(TooManyHashesException.class, () -> queue.run(FLOODER, () -> ""));
    finish();
    assertEquals("again", queue.run(FLOODER, () -> "again"));
  }

  @Test
  void widerIpv6NetworksHaveWiderBurstLimits() {
    int most = HashingQueue.MAX_PER_CLIENT;
    submit(client("2001:db8:1:1::1"), most);
    assertThrows(
        TooManyHashesException.class, () -> queue.run(client("2001:db8:1:1::2"), () -> ""));
    submit(client("2001:db8:1:2::1"), most);
    assertThrows(
        TooManyHashesException.class, () -> queue.run(client("2001:db8:1:3::1"), () -> ""));
    submit(client("2001:db8:1:100::1"), most);
    submit(client("2001:db8:1:200::1"), most);
    assertThrows(
        TooManyHashesException.class, () -> queue.run(client("2001:db8:1:300::1"), () -> ""));
    submit(client("2001:db8:2::1"), 1);
    finish();
  }

  @Test
  void ipv6SiteIsOneClient() {
    for (int subnet = 1; subnet <= 8; subnet++) {
      submit(client("2001:db8:1:" + subnet + "00::1"), 4);
    }
    submit(VICTIM, 1);
    finish();
    assertTrue(order.indexOf(VICTIM.value().getHostAddress()) <= 2, order.toString());
  }

  @Test
  void queueIsBounded() {
    for (int client = 0; client <= HashingQueue.MAX_WAITING / 10; client++) {
      submit(client("198.51.100." + client), client == 0 ? 1 : 10);
    }
    HashingBusyException full =
        assertThrows(HashingBusyException.class, () -> queue.run(VICTIM, () -> ""));
    assertEquals(HashingBusyException.class, full.getClass());
    finish();
  }

  @Test
  void timedOutEntryLeavesTheQueue() {
    try (HashingQueue impatient = new HashingQueue(1, Duration.ofMillis(1))) {
      CountDownLatch running = new CountDownLatch(1);
      CompletableFuture<String> first =
          CompletableFuture.supplyAsync(() -> untilServed(impatient, running), requests);
      await(running);
      for (int i = 0; i < 2 * HashingQueue.MAX_PER_CLIENT; i++) {
        HashingBusyException late =
            assertThrows(HashingBusyException.class, () -> impatient.run(FLOODER, () -> ""));
        assertEquals(HashingBusyException.class, late.getClass());
      }
      go.countDown();
      assertEquals("first", first.join());
    }
  }

  @Test
  void exceptionOfTheWorkReachesTheCaller() {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                queue.run(
                    VICTIM,
                    () -> {
                      throw new IllegalStateException("planted");
                    }));
    assertEquals("planted", thrown.getMessage());
  }

  /** Returns when all hashes are queued, in order. */
  private void submit(ClientAddress client, int count) {
    for (int i = 0; i < count; i++) {
      int expected = queue.size() + 1;
      pending.add(
          CompletableFuture.runAsync(
              () ->
                  queue.run(
                      client,
                      () -> {
                        go.await();
                        return order.add(client.value().getHostAddress());
                      }),
              requests));
      while (queue.size() < expected) {
        Thread.onSpinWait();
      }
    }
  }

  /** Retries if the thread of the queue does not start the work within a millisecond. */
  private String untilServed(HashingQueue impatient, CountDownLatch running) {
    while (true) {
      try {
        return impatient.run(
            FLOODER,
            () -> {
              running.countDown();
              go.await();
              return "first";
            });
      } catch (HashingBusyException late) {
        Thread.onSpinWait();
      }
    }
  }

  private void finish() {
    go.countDown();
    try {
      pending.forEach(CompletableFuture::join);
    } catch (CompletionException fault) {
      throw new AssertionError(fault.getCause());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static ClientAddress client(String address) {
    return new ClientAddress(InetAddress.ofLiteral(address));
  }
}
