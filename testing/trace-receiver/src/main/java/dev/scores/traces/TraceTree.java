package dev.scores.traces;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The spans of a trace as lines, each below its parent and indented, in the order of their start.
 */
public final class TraceTree {

  private TraceTree() {}

  /** Service, kind and name of each span. */
  public static List<String> outline(List<ReceivedSpan> trace) {
    return lines(trace, span -> "%s %s %s".formatted(span.service(), span.kind(), span.name()));
  }

  /** The outline with times since the start of the trace and durations, in milliseconds. */
  public static List<String> timed(List<ReceivedSpan> trace) {
    long start = trace.stream().mapToLong(ReceivedSpan::start).min().orElse(0);
    return lines(
        trace,
        span ->
            "%s %s %s  +%.1f ms, %.1f ms%s"
                .formatted(
                    span.service(),
                    span.kind(),
                    span.name(),
                    (span.start() - start) / 1e6,
                    span.nanos() / 1e6,
                    span.failed() ? ", failed" : ""));
  }

  private static List<String> lines(
      List<ReceivedSpan> trace, Function<ReceivedSpan, String> format) {
    Set<String> ids = trace.stream().map(ReceivedSpan::id).collect(Collectors.toSet());
    List<String> lines = new ArrayList<>();
    sorted(trace).stream()
        .filter(span -> !ids.contains(span.parentId()))
        .forEach(root -> add(root, trace, "", format, lines));
    return lines;
  }

  private static void add(
      ReceivedSpan span,
      List<ReceivedSpan> trace,
      String indent,
      Function<ReceivedSpan, String> format,
      List<String> lines) {
    lines.add(indent + format.apply(span));
    sorted(trace).stream()
        .filter(child -> child.parentId().equals(span.id()))
        .forEach(child -> add(child, trace, indent + "  ", format, lines));
  }

  private static List<ReceivedSpan> sorted(List<ReceivedSpan> trace) {
    return trace.stream().sorted(Comparator.comparingLong(ReceivedSpan::start)).toList();
  }
}
