package dev.scores.chassis.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.scores.chassis.logging.DependencyLog;
import dev.scores.chassis.logging.RecordedLog;
import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.exporter.internal.http.HttpSender;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ReportingSpanExporterTest {

  /** Ends each export as planned. */
  private static final class Planned implements SpanExporter {

    private final Queue<CompletableResultCode> results = new ArrayDeque<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return results.remove();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofFailure();
    }
  }

  private final Planned planned = new Planned();

  private ReportingSpanExporter exporter(String log) {
    return new ReportingSpanExporter(
        planned, new DependencyLog(LoggerFactory.getLogger(log), "the collector"));
  }

  private void export(ReportingSpanExporter exporter, CompletableResultCode result) {
    planned.results.add(result);
    assertEquals(result, exporter.export(List.of()));
  }

  @Test
  void outageIsOneLineWithItsRootCause() throws Exception {
    ReportingSpanExporter exporter = exporter("collector.outage");
    try (RecordedLog log = new RecordedLog("collector.outage", Level.WARN)) {
      var fault = new IllegalStateException("export", new IOException("Connection refused"));
      export(exporter, CompletableResultCode.ofExceptionalFailure(fault));
      export(exporter, CompletableResultCode.ofExceptionalFailure(fault));
      assertEquals("the collector takes no spans: Connection refused", log.take());
      assertTrue(log.isEmpty());
    }
  }

  @Test
  void failureWithoutACauseIsReported() throws Exception {
    ReportingSpanExporter exporter = exporter("collector.failure");
    try (RecordedLog log = new RecordedLog("collector.failure", Level.WARN)) {
      export(exporter, CompletableResultCode.ofFailure());
      assertEquals("the collector takes no spans: export failed", log.take());
    }
  }

  @Test
  void rejectionIsReportedWithItsStatus() throws Exception {
    ReportingSpanExporter exporter = exporter("collector.rejection");
    try (RecordedLog log = new RecordedLog("collector.rejection", Level.WARN)) {
      var rejection = FailedExportException.httpFailedWithResponse(new Unauthorized());
      export(exporter, CompletableResultCode.ofExceptionalFailure(rejection));
      assertEquals("the collector takes no spans: status 401", log.take());
    }
  }

  private static final class Unauthorized implements HttpSender.Response {

    @Override
    public int statusCode() {
      return 401;
    }

    @Override
    public String statusMessage() {
      return "";
    }

    @Override
    public byte[] responseBody() {
      return new byte[0];
    }
  }

  @Test
  void successIsSilent() {
    ReportingSpanExporter exporter = exporter("collector.success");
    try (RecordedLog log = new RecordedLog("collector.success", Level.INFO)) {
      export(exporter, CompletableResultCode.ofSuccess());
      assertTrue(log.isEmpty());
    }
  }

  @Test
  void flushAndShutdownAreThoseOfTheExporter() {
    ReportingSpanExporter exporter = exporter("collector.stop");
    assertTrue(exporter.flush().isSuccess());
    assertFalse(exporter.shutdown().isSuccess());
  }
}
