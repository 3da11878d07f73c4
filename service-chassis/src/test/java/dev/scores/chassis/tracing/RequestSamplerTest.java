package dev.scores.chassis.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestSamplerTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final RequestSampler sampler = new RequestSampler(Sampler.alwaysOn());

  private SamplingDecision decision(Context parent, SpanKind kind) {
    return sampler
        .shouldSample(parent, TRACE, "name", kind, Attributes.empty(), List.of())
        .getDecision();
  }

  @ParameterizedTest
  @EnumSource(
      value = SpanKind.class,
      names = {"CLIENT", "INTERNAL"})
  void partOfNoRequestIsNotTraced(SpanKind kind) {
    assertEquals(SamplingDecision.DROP, decision(Context.root(), kind));
  }

  @ParameterizedTest
  @EnumSource(SpanKind.class)
  void partOfATraceIsSampledAsConfigured(SpanKind kind) {
    Context parent =
        Context.root()
            .with(
                Span.wrap(
                    SpanContext.create(
                        TRACE,
                        "b7ad6b7169203331",
                        TraceFlags.getSampled(),
                        TraceState.getDefault())));
    assertEquals(SamplingDecision.RECORD_AND_SAMPLE, decision(parent, kind));
  }

  @ParameterizedTest
  @EnumSource(
      value = SpanKind.class,
      names = {"SERVER", "PRODUCER"})
  void requestsAndDeliveriesBeginTraces(SpanKind kind) {
    assertEquals(SamplingDecision.RECORD_AND_SAMPLE, decision(Context.root(), kind));
  }

  @Test
  void settingsHavePrecedenceOverTheServiceName() {
    Map<String, String> properties =
        new TraceSettings("http://collector:4318", "a=b", "", "always_on", "")
            .sdkProperties("scores");
    assertEquals("scores", properties.get("otel.service.name"));
    assertEquals("http://collector:4318", properties.get("otel.exporter.otlp.endpoint"));
    assertEquals("a=b", properties.get("otel.exporter.otlp.headers"));
    assertEquals("tracecontext", properties.get("otel.propagators"));
    assertEquals(
        "lessons",
        new TraceSettings("http://collector:4318", "", "lessons", "always_on", "")
            .sdkProperties("scores")
            .get("otel.service.name"));
  }
}
