package dev.scores.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code docs/reliability.md}: the promises, and the table of the latest run, each between markers.
 */
record ReliabilityDocument(Path file) {

  private static final String END = "<!-- end -->\n";

  static ReliabilityDocument in(Path root) {
    return new ReliabilityDocument(root.resolve("docs/reliability.md"));
  }

  /**
   * @param circumstances one line about the run
   */
  void write(List<Drill> drills, Report report, String circumstances) {
    String table = report.table() + "\n" + circumstances + "\n";
    try {
      String text = with(Files.readString(file), "the promises", promises(drills));
      Files.writeString(file, with(text, "the table", table));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  static String promises(List<Drill> drills) {
    var lines = new StringBuilder();
    drills.forEach(
        drill -> lines.append("- **%s**: %s\n".formatted(drill.name(), drill.promise())));
    return lines.toString();
  }

  /** Returns the text with the content between the markers replaced. */
  static String with(String text, String mark, String between) {
    String begin = "<!-- " + mark + " -->\n";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(END, from);
    if (!text.contains(begin) || to < 0) {
      throw new IllegalStateException("missing mark <!-- " + mark + " -->");
    }
    return text.substring(0, from) + between + text.substring(to);
  }
}
