package dev.scores.conformance;

import java.util.List;

/**
 * The result of a check.
 *
 * @param passed the number of passed checks
 * @param failed the rules of the failed checks as class and method, for example {@code
 *     WriteRules.newScoreReturns201WithLocation}, one entry for each failed case
 * @param skipped the number of checks that were not possible
 */
public record ConformanceResult(int passed, List<String> failed, int skipped) {

  public ConformanceResult {
    failed = List.copyOf(failed);
  }

  public boolean isSuccess() {
    return failed.isEmpty();
  }

  @Override
  public String toString() {
    return "%d checks: %d passed, %d failed, %d skipped."
        .formatted(passed + failed.size() + skipped, passed, failed.size(), skipped);
  }
}
