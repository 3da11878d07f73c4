package dev.scores.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code docs/reliability.md}: the promises, and the table of the latest run between two marks. */
record Document(Path file) {

  private static final String BEGIN = "<!-- the table -->\n";
  private static final String END = "<!-- end -->\n";

  static Document in(Path root) {
    return new Document(root.resolve("docs/reliability.md"));
  }

  void write(Report report) {
    try {
      Files.writeString(file, with(Files.readString(file), report.table()));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** The text with another table. */
  static String with(String text, String table) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException("the table's place is not marked");
    }
    return text.substring(0, begin + BEGIN.length()) + table + text.substring(end);
  }
}
