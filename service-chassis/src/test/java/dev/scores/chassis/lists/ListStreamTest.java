package dev.scores.chassis.lists;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.io.buffer.ReadBufferFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A list of numbers in pages of two. */
class ListStreamTest {

  private static final JsonEnvelope<Integer> FORM =
      new JsonEnvelope<>(
          "numbers",
          (json, number) -> {
            json.writeStartObject();
            json.writeNumberField("n", number);
            json.writeEndObject();
          });

  private final List<Integer> pagesRead = new ArrayList<>();
  private final List<Exception> faults = new ArrayList<>();

  /** Takes what it requests, on the thread that does. */
  private static final class Client implements Subscriber<ReadBuffer> {

    private final List<String> sent = new ArrayList<>();
    private final List<Throwable> faults = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private boolean isComplete;

    Client(ListStream<Integer, Integer> list) {
      list.buffers(ReadBufferFactory.getJdkFactory()).subscribe(this);
    }

    void request(int pages) {
      subscriptions.getFirst().request(pages);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscriptions.add(subscription);
    }

    @Override
    public void onNext(ReadBuffer page) {
      sent.add(page.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void onError(Throwable fault) {
      faults.add(fault);
    }

    @Override
    public void onComplete() {
      isComplete = true;
    }
  }

  @Test
  void wholeListIsSent() {
    Client client = new Client(stream(5));
    client.request(10);
    assertEquals(
        "{\"status\":\"success\",\"data\":{\"numbers\":"
            + "[{\"n\":1},{\"n\":2},{\"n\":3},{\"n\":4},{\"n\":5}]}}",
        String.join("", client.sent));
    assertTrue(client.isComplete);
  }

  @Test
  void noPageIsReadBeforeItIsRequested() {
    Client client = new Client(stream(100));
    client.request(1);
    assertEquals(List.of(), pagesRead);
    client.request(2);
    assertEquals(List.of(2, 4), pagesRead);
    assertEquals(3, client.sent.size());
    client.subscriptions.getFirst().cancel();
    client.request(1);
    assertEquals(List.of(2, 4), pagesRead);
  }

  @Test
  void pageThatCannotBeReadFailsTheStream() {
    Client client =
        new Client(
            new ListStream<>(
                FORM,
                page(0, 100),
                after -> {
                  throw new IllegalStateException("away");
                },
                Runnable::run,
                faults::add));
    client.request(2);
    assertEquals(
        List.of("{\"status\":\"success\",\"data\":{\"numbers\":[{\"n\":1},{\"n\":2}"), client.sent);
    assertInstanceOf(IOException.class, client.faults.getFirst());
    assertEquals(List.of("away"), faults.stream().map(Exception::getMessage).toList());
    assertFalse(client.isComplete);
  }

  private ListStream<Integer, Integer> stream(int size) {
    return new ListStream<>(
        FORM,
        page(0, size),
        after -> {
          pagesRead.add(after);
          return page(after, size);
        },
        Runnable::run,
        faults::add);
  }

  private static ListPage<Integer, Integer> page(int after, int size) {
    return after + 2 < size
        ? new ListPage<>(List.of(after + 1, after + 2), Optional.of(after + 2))
        : new ListPage<>(
            after + 1 == size ? List.of(size) : List.of(size - 1, size), Optional.empty());
  }
}
