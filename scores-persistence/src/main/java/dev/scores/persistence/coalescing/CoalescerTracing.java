package dev.scores.persistence.coalescing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one coalescer: the wait of each traced request in the queue, and the batch. A batch
 * is a part of the trace of one of its requests, if possible the leader; it has links to the
 * others, and the waits of these have links to the batch. Costs a comparison with null if nothing
 * is traced.
 */
final class CoalescerTracing {

  /**
   * The wait of a traced request.
   *
   * @param request the context in which it was made
   */
  record Wait(Context request, Span span) {

    /** The request leaves the queue. Without effect if its batch has begun. */
    void abandon() {
      span.setStatus(StatusCode.ERROR, "no batch").end();
    }
  }

  private final String coalescer;
  private final @Nullable Tracer tracer;

  /**
   * @param tracer null if nothing is traced
   */
  CoalescerTracing(String coalescer, @Nullable Tracer tracer) {
    this.coalescer = coalescer;
    this.tracer = tracer;
  }

  /** Begins the wait of the current request; null if it is not traced. */
  @Nullable Wait enter() {
    if (tracer == null) {
      return null;
    }
    Context request = Context.current();
    return Span.fromContext(request).isRecording()
        ? new Wait(request, tracer.spanBuilder("queue " + coalescer).startSpan())
        : null;
  }

  /** Ends the waits of the requests and executes them, as a span if one of them is traced. */
  void execute(List<? extends PendingRequest<?, ?>> batch, Runnable execution) {
    if (tracer == null) {
      execution.run();
      return;
    }
    List<Wait> waits =
        batch.stream().map(PendingRequest::queueing).filter(Objects::nonNull).toList();
    if (waits.isEmpty()) {
      execution.run();
    } else {
      execute(tracer, waits, batch.size(), execution);
    }
  }

  private void execute(Tracer present, List<Wait> waits, int size, Runnable execution) {
    Context parent = waits.getFirst().request();
    List<Wait> others = waits.subList(1, waits.size());
    SpanBuilder builder =
        present
            .spanBuilder("batch " + coalescer)
            .setParent(parent)
            .setAttribute("batch.size", size);
    others.forEach(other -> builder.addLink(Span.fromContext(other.request()).getSpanContext()));
    Span span = builder.startSpan();
    others.forEach(other -> other.span().addLink(span.getSpanContext()));
    waits.forEach(wait -> wait.span().end());
    try {
      parent.with(span).wrap(execution).run();
    } finally {
      span.end();
    }
  }
}
