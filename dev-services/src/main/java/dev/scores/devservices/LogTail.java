package dev.scores.devservices;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, for a person who wants to know why something did not start. */
final class LogTail {

  private LogTail() {}

  /** At most so many lines; none where the file cannot be read. */
  static List<String> of(Path log, int atMost) {
    try {
      // Not readAllLines: one byte that is no UTF-8 must not hide the rest.
      var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - atMost), lines.size());
    } catch (IOException none) {
      return List.of();
    }
  }
}
