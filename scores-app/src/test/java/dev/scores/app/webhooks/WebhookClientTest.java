package dev.scores.app.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.webhooks.DeliveryAttempt.Outcome;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One attempt to deliver a message. */
class WebhookClientTest {

  private static final byte[] BODY = "{\"test\":1}".getBytes(StandardCharsets.UTF_8);
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1614265330), ZoneOffset.UTC);

  private final HttpTarget target = new HttpTarget();
  private final WebhookClient client =
      new WebhookClient(CLOCK, Duration.ofMinutes(1), OpenTelemetry.noop());

  @AfterEach
  void close() {
    client.close();
    target.close();
  }

  @Test
  void messageIsSignedAndHasTheHeadersOfStandardWebhooks() throws Exception {
    DeliveryAttempt attempt = post(client, target.setting());
    assertEquals(Outcome.DELIVERED, attempt.outcome());
    HttpTarget.Message message = target.messages().getFirst();
    assertEquals("{\"test\":1}", message.body());
    assertEquals("/hook", message.path());
    assertEquals("application/cloudevents+json", message.headers().getFirst("Content-Type"));
    assertEquals("4711", message.headers().getFirst("webhook-id"));
    assertEquals("1614265330", message.headers().getFirst("webhook-timestamp"));
    assertEquals(
        WebhookSecret.parse(HttpTarget.SECRET).sign("4711", 1614265330, BODY),
        message.headers().getFirst("webhook-signature"));
  }

  @Test
  void tracedAttemptIsContinuedByTheTarget() throws Exception {
    try (OpenTelemetrySdk telemetry =
            OpenTelemetrySdk.builder()
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build();
        WebhookClient traced = new WebhookClient(CLOCK, Duration.ofMinutes(1), telemetry)) {
      post(traced, target.setting());
      post(client, target.setting());
      String traceparent = target.messages().getFirst().headers().getFirst("traceparent");
      assertTrue(
          String.valueOf(traceparent).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"), traceparent);
      assertFalse(target.messages().getLast().headers().containsKey("traceparent"));
    }
  }

  @Test
  void abortedAttemptIsAFailedSpan() {
    target.respond(message -> target.silence());
    assertEquals(
        StatusData.create(StatusCode.ERROR, "aborted"),
        spanStatus(
            traced -> {
              Thread.currentThread().interrupt();
              assertThrows(InterruptedException.class, () -> post(traced, target.setting()));
            }));
  }

  @Test
  void attemptThatCannotBeMadeIsAFailedSpan() {
    assertEquals(
        StatusData.create(StatusCode.ERROR, "IllegalArgumentException"),
        spanStatus(
            traced ->
                assertThrows(
                    IllegalArgumentException.class,
                    () ->
                        traced.post(
                            Webhooks.parse(target.setting()).targets().getFirst(),
                            "not\na header",
                            BODY))));
  }

  /** The status of the only span. */
  private static StatusData spanStatus(Consumer<WebhookClient> attempt) {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    try (OpenTelemetrySdk telemetry =
            OpenTelemetrySdk.builder()
                .setTracerProvider(
                    SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build();
        WebhookClient traced = new WebhookClient(CLOCK, Duration.ofMinutes(1), telemetry)) {
      attempt.accept(traced);
      List<SpanData> spans = exporter.getFinishedSpanItems();
      assertEquals(1, spans.size());
      return spans.getFirst().getStatus();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204})
  void any2xxIsASuccess(int status) throws Exception {
    target.respond(message -> HttpTarget.status(status));
    assertTrue(post(client, target.setting()).isDelivered());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 410, 429, 500, 503})
  void otherStatusIsARejection(int status) throws Exception {
    target.respond(message -> HttpTarget.status(status));
    assertEquals(
        new DeliveryAttempt(Outcome.REJECTED, "status " + status), post(client, target.setting()));
  }

  @Test
  void redirectIsNotFollowed() throws Exception {
    target.respond(
        message ->
            exchange -> {
              exchange.getResponseHeaders().add("Location", target.address() + "/other");
              exchange.sendResponseHeaders(307, -1);
            });
    assertEquals(
        new DeliveryAttempt(Outcome.REJECTED, "status 307"), post(client, target.setting()));
    assertEquals(1, target.messages().size());
  }

  @Test
  void endlessBodyOfASuccessIsCutOff() throws Exception {
    target.respond(
        message ->
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              byte[] some = new byte[8192];
              try {
                while (true) {
                  exchange.getResponseBody().write(some);
                }
              } catch (IOException closed) {
                // By the client.
              }
            });
    assertTrue(post(client, target.setting()).isDelivered());
  }

  @Test
  void missingResponseIsATimeout() throws Exception {
    target.respond(message -> target.silence());
    try (WebhookClient hasty =
        new WebhookClient(CLOCK, Duration.ofMillis(1), OpenTelemetry.noop())) {
      assertEquals(Outcome.TIMED_OUT, post(hasty, target.setting()).outcome());
    }
  }

  @Test
  void refusedConnectionIsUnreachable() throws Exception {
    String setting = target.setting();
    target.close();
    assertEquals(Outcome.UNREACHABLE, post(client, setting).outcome());
  }

  @Test
  void closedConnectionIsUnreachable() throws Exception {
    target.respond(message -> exchange -> {});
    assertEquals(Outcome.UNREACHABLE, post(client, target.setting()).outcome());
    assertEquals(List.of("4711"), target.ids());
  }

  private static DeliveryAttempt post(WebhookClient client, String setting)
      throws InterruptedException {
    return client.post(Webhooks.parse(setting).targets().getFirst(), "4711", BODY);
  }
}
