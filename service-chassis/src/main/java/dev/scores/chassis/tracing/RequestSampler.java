package dev.scores.chassis.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Begins traces with requests and deliveries only. Polls, probes and samples of metrics, which run
 * several times a second, are not traced: their statements and requests have no parent.
 *
 * @param configured decides about everything else
 */
record RequestSampler(Sampler configured) implements Sampler {

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    boolean isPart = kind == SpanKind.CLIENT || kind == SpanKind.INTERNAL;
    return isPart && !Span.fromContext(parent).getSpanContext().isValid()
        ? SamplingResult.drop()
        : configured.shouldSample(parent, traceId, name, kind, attributes, links);
  }

  @Override
  public String getDescription() {
    return "requests and deliveries, " + configured.getDescription();
  }
}
