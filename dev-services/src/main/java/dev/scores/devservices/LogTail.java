package dev.scores.devservices;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the last lines of a log. */
final class LogTail {

  private LogTail() {}

  /** Returns the last lines, none when the file cannot be read. */
  static List<String> of(Path log, int max) {
    try {
      // Not readAllLines, which fails on bytes that are not UTF-8.
      var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - max), lines.size());
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}
