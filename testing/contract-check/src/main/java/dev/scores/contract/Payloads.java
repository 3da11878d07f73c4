package dev.scores.contract;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Reads the body of a request by subscribing to its publisher again. */
final class Payloads implements Flow.Subscriber<ByteBuffer> {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<String> text = new CompletableFuture<>();

  private Payloads() {}

  static String text(HttpRequest request) {
    return request
        .bodyPublisher()
        .map(
            publisher -> {
              Payloads reader = new Payloads();
              publisher.subscribe(reader);
              return reader.text.join();
            })
        .orElse("");
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer part) {
    byte[] some = new byte[part.remaining()];
    part.get(some);
    bytes.writeBytes(some);
  }

  @Override
  public void onError(Throwable e) {
    text.completeExceptionally(e);
  }

  @Override
  public void onComplete() {
    text.complete(bytes.toString(StandardCharsets.UTF_8));
  }
}
