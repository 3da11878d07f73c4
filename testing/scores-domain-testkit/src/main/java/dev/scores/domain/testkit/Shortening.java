package dev.scores.domain.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds a short part of a sequence of operations that still fails. */
final class Shortening {

  private Shortening() {}

  /**
   * Leaves out ever smaller parts while the rest fails. Without any single operation of the result,
   * the rest passes.
   *
   * @param failing a sequence that fails
   */
  static <T> List<T> shortest(List<T> failing, Predicate<List<T>> fails) {
    List<T> rest = failing;
    int part = failing.size() / 2;
    while (part > 0) {
      List<T> shorter = withoutParts(rest, part, fails);
      if (part == 1 && shorter.size() == rest.size()) {
        return shorter;
      }
      rest = shorter;
      part = Math.max(1, part / 2);
    }
    return rest;
  }

  /** Leaves out each part of this size without which the rest fails. */
  private static <T> List<T> withoutParts(List<T> sequence, int size, Predicate<List<T>> fails) {
    List<T> rest = sequence;
    int begin = 0;
    while (begin < rest.size()) {
      List<T> shorter = new ArrayList<>(rest.subList(0, begin));
      shorter.addAll(rest.subList(Math.min(begin + size, rest.size()), rest.size()));
      if (fails.test(shorter)) {
        rest = shorter;
      } else {
        begin += size;
      }
    }
    return rest;
  }
}
