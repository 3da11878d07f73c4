package dev.scores.chassis.tracing;

import dev.scores.chassis.logging.DependencyLog;
import dev.scores.chassis.logging.RootCause;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Logs when the collector stops and resumes taking spans. Spans of failed exports are lost. */
record ReportingSpanExporter(SpanExporter exporter, DependencyLog log) implements SpanExporter {

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(
        () -> {
          if (result.isSuccess()) {
            log.succeeded();
          } else {
            log.failed("export", "takes no spans: " + reason(result.getFailureThrowable()));
          }
        });
  }

  private static String reason(@Nullable Throwable fault) {
    if (fault == null) {
      return "export failed";
    }
    if (fault instanceof HttpExportException http && http.getResponse() != null) {
      return "status " + http.getResponse().statusCode();
    }
    return RootCause.message(fault);
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
