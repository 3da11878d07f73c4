package dev.scores.conformance;

import java.util.List;

/**
 * What came of judging a service.
 *
 * @param held how many rules hold
 * @param broken the rules that do not, each as class and method, {@code WriteRules.aRule}, once for
 *     each case in which it does not hold
 * @param notJudged how many could not be judged
 */
public record ConformanceResult(int held, List<String> broken, int notJudged) {

  public ConformanceResult {
    broken = List.copyOf(broken);
  }

  public boolean isGood() {
    return broken.isEmpty();
  }

  @Override
  public String toString() {
    return "%d checks: %d passed, %d failed, %d could not be judged."
        .formatted(held + broken.size() + notJudged, held, broken.size(), notJudged);
  }
}
