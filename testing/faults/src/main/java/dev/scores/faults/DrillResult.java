package dev.scores.faults;

import java.time.Duration;
import java.util.List;

/**
 * The result of a drill: a row of the table.
 *
 * @param acknowledged number of acknowledged writes
 * @param lost acknowledged writes that are missing or have a wrong value
 * @param wrong responses and rows that the promise excludes
 * @param longestGap the longest time without an acknowledged write, or the time that the drill
 *     measures instead
 * @param violations a sentence with figures for each violation
 */
record DrillResult(
    String drill,
    String load,
    String faults,
    long acknowledged,
    long lost,
    long wrong,
    Duration longestGap,
    List<String> violations) {

  DrillResult {
    violations = List.copyOf(violations);
  }

  boolean isPassed() {
    return lost == 0 && wrong == 0 && violations.isEmpty();
  }

  String result() {
    return isPassed() ? "passed" : "FAILED";
  }
}
