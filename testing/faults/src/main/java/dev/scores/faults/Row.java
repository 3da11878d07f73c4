package dev.scores.faults;

import java.time.Duration;
import java.util.List;

/**
 * What came of a drill: a line of the table.
 *
 * @param acknowledged how many writes were answered with success
 * @param lost how many of those are missing, or have another value than they may have
 * @param wrong how many answers, or rows, there were that must not be
 * @param longestGap the longest time without an acknowledged write, or what the drill measures in
 *     its place
 * @param broken the promises that were not kept, a sentence each, with figures
 */
record Row(
    String drill,
    String load,
    String faults,
    long acknowledged,
    long lost,
    long wrong,
    Duration longestGap,
    List<String> broken) {

  Row {
    broken = List.copyOf(broken);
  }

  boolean isKept() {
    return lost == 0 && wrong == 0 && broken.isEmpty();
  }

  String verdict() {
    return isKept() ? "kept" : "BROKEN";
  }
}
