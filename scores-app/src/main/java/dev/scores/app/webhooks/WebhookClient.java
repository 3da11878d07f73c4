package dev.scores.app.webhooks;

import dev.scores.app.webhooks.DeliveryAttempt.Outcome;
import dev.scores.chassis.logging.RootCause;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Posts messages to targets, once for each call. Follows no redirect. The status decides; of the
 * response's body it reads at most {@value #MAX_BODY} bytes, only to use the connection again.
 * Blocks the calling thread; thread-safe.
 */
final class WebhookClient implements AutoCloseable {

  private static final int MAX_BODY = 64 * 1024;

  private final HttpClient http;
  private final Clock clock;
  private final Duration timeout;
  private final DeliverySpans spans;

  /**
   * @param timeout for a whole exchange
   */
  WebhookClient(Clock clock, Duration timeout, OpenTelemetry telemetry) {
    this.clock = clock;
    this.timeout = timeout;
    this.spans = new DeliverySpans(telemetry);
    this.http =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /**
   * @param id of the message
   * @param body a CloudEvent
   * @throws InterruptedException after the request was aborted
   */
  DeliveryAttempt post(Webhook target, String id, byte[] body) throws InterruptedException {
    Span span = spans.start(target, id);
    try {
      HttpRequest.Builder request = request(target, id, body);
      spans.propagate(span, request);
      DeliveryAttempt attempt = send(request.build());
      DeliverySpans.recordResult(span, attempt);
      return attempt;
    } catch (InterruptedException stopped) {
      span.setStatus(StatusCode.ERROR, "aborted");
      throw stopped;
    } catch (RuntimeException fault) {
      span.setStatus(StatusCode.ERROR, fault.getClass().getSimpleName());
      throw fault;
    } finally {
      span.end();
    }
  }

  private DeliveryAttempt send(HttpRequest request) throws InterruptedException {
    AtomicInteger status = new AtomicInteger();
    CompletableFuture<HttpResponse<Void>> response =
        http.sendAsync(request, discardedAfter(status));
    try {
      response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return DeliveryAttempt.ofStatus(status.get());
    } catch (ExecutionException fault) {
      return status.get() == 0 ? unreachable(fault) : DeliveryAttempt.ofStatus(status.get());
    } catch (TimeoutException late) {
      return status.get() == 0
          ? new DeliveryAttempt(
              Outcome.TIMED_OUT, "no response within " + timeout.toSeconds() + " s")
          : DeliveryAttempt.ofStatus(status.get());
    } finally {
      response.cancel(true); // Without effect on a response that is complete.
    }
  }

  private HttpRequest.Builder request(Webhook target, String id, byte[] body) {
    long seconds = clock.instant().getEpochSecond();
    return HttpRequest.newBuilder(target.url())
        .header("Content-Type", CloudEvents.MEDIA_TYPE)
        .header("User-Agent", "scores")
        .header("webhook-id", id)
        .header("webhook-timestamp", Long.toString(seconds))
        .header("webhook-signature", target.signatures(id, seconds, body))
        .POST(BodyPublishers.ofByteArray(body));
  }

  /** Keeps the status as soon as it is there, however the body ends. */
  private static BodyHandler<Void> discardedAfter(AtomicInteger status) {
    BodyHandler<Void> discarded = BodyHandlers.limiting(BodyHandlers.discarding(), MAX_BODY);
    return head -> {
      status.set(head.statusCode());
      return discarded.apply(head);
    };
  }

  private static DeliveryAttempt unreachable(ExecutionException fault) {
    return new DeliveryAttempt(Outcome.UNREACHABLE, RootCause.describe(fault));
  }

  /** Aborts requests in flight. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
