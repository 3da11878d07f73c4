package dev.scores.persistence.coalescing;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.ScoresUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The spans of requests that share a batch. */
class CoalescerTracingTest {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();
  private final Tracer tracer = provider.get("test");
  private final CoalescerTracing tracing = new CoalescerTracing("upsert", tracer);

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void batchIsPartOfOneTraceAndLinkedToTheOthers() {
    Span first = tracer.spanBuilder("first").startSpan();
    Span second = tracer.spanBuilder("second").startSpan();
    List<PendingRequest<Integer, String>> batch =
        List.of(pending(Span.getInvalid()), pending(first), pending(second));
    List<String> current = new ArrayList<>();
    tracing.execute(batch, () -> current.add(Span.current().getSpanContext().getSpanId()));

    List<SpanData> spans = exporter.getFinishedSpanItems();
    SpanData executed = named(spans, "batch upsert").getFirst();
    List<SpanData> waits = named(spans, "queue upsert");
    assertEquals(List.of(executed.getSpanId()), current);
    assertEquals(first.getSpanContext().getSpanId(), executed.getParentSpanId());
    assertEquals(List.of(second.getSpanContext().getSpanId()), links(executed));
    assertEquals(2, waits.size());
    assertEquals(List.of(), links(waits.getFirst()));
    assertEquals(List.of(executed.getSpanId()), links(waits.getLast()));
    assertEquals(second.getSpanContext().getTraceId(), waits.getLast().getTraceId());
  }

  @Test
  void requestWithoutABatchHasAFailedWait() {
    Span request = tracer.spanBuilder("request").startSpan();
    requireNonNull(pending(request).queueing()).abandon();
    SpanData ended = exporter.getFinishedSpanItems().getFirst();
    assertEquals(StatusCode.ERROR, ended.getStatus().getStatusCode());
  }

  @Test
  void abandonedWaitOfABatchThatBeganIsNotFailed() {
    PendingRequest<Integer, String> led = pending(tracer.spanBuilder("request").startSpan());
    tracing.execute(List.of(led), () -> {});
    requireNonNull(led.queueing()).abandon();
    assertEquals(
        StatusCode.UNSET,
        named(exporter.getFinishedSpanItems(), "queue upsert")
            .getFirst()
            .getStatus()
            .getStatusCode());
  }

  /** It gets a slot at once, and ends before its batch. */
  @Test
  void interruptedLeaderEndsItsWait() {
    RequestCoalescer<Integer, String> coalescer =
        RequestCoalescer.ofReads(
            "upsert",
            new BatchScheduler(1),
            BatchLimits.DEFAULT,
            requests -> {
              throw new AssertionError("executed");
            },
            request -> "alone",
            new SimpleMeterRegistry(),
            tracer);
    Context request = Context.root().with(tracer.spanBuilder("request").startSpan());
    Thread.currentThread().interrupt();
    assertThrows(
        ScoresUnavailable.class, () -> request.wrapSupplier(() -> coalescer.call(1)).get());
    assertTrue(Thread.interrupted());
    SpanData wait = named(exporter.getFinishedSpanItems(), "queue upsert").getFirst();
    assertEquals(StatusCode.ERROR, wait.getStatus().getStatusCode());
  }

  @Test
  void nothingIsTracedWithoutATracedRequest() {
    CoalescerTracing off = new CoalescerTracing("upsert", null);
    Context traced = Context.root().with(tracer.spanBuilder("request").startSpan());
    assertNull(traced.wrapSupplier(off::enter).get());
    List<String> executed = new ArrayList<>();
    for (CoalescerTracing one : List.of(off, tracing)) {
      one.execute(List.of(pending(Span.getInvalid())), () -> executed.add("once"));
    }
    assertEquals(List.of("once", "once"), executed);
    assertEquals(List.of(), exporter.getFinishedSpanItems());
  }

  private PendingRequest<Integer, String> pending(Span request) {
    return new PendingRequest<>(
        1, 1, Context.root().with(request).wrapSupplier(tracing::enter).get());
  }

  private static List<SpanData> named(List<SpanData> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).toList();
  }

  private static List<String> links(SpanData span) {
    return span.getLinks().stream().map(link -> link.getSpanContext().getSpanId()).toList();
  }
}
