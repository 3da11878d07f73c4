package dev.scores.traces;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span of a service. Ids are in hexadecimal digits.
 *
 * @param parentId empty if it is the first span of its trace
 * @param kind {@code server}, {@code client}, {@code internal} or {@code producer}
 * @param links the ids of the spans to which it is linked
 * @param start nanoseconds since 1970
 */
public record ReceivedSpan(
    String traceId,
    String id,
    String parentId,
    String service,
    String kind,
    String name,
    Map<String, String> attributes,
    List<String> links,
    boolean failed,
    long start,
    long nanos) {

  static ReceivedSpan of(String service, Span span) {
    return new ReceivedSpan(
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        service,
        switch (span.getKind()) {
          case SPAN_KIND_SERVER -> "server";
          case SPAN_KIND_CLIENT -> "client";
          case SPAN_KIND_PRODUCER -> "producer";
          default -> "internal";
        },
        span.getName(),
        texts(span.getAttributesList()),
        span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList(),
        span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR,
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano() - span.getStartTimeUnixNano());
  }

  static Map<String, String> texts(List<KeyValue> attributes) {
    Map<String, String> texts = new TreeMap<>();
    attributes.forEach(attribute -> texts.put(attribute.getKey(), text(attribute.getValue())));
    return texts;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      default -> value.toString().strip();
    };
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
