package dev.scores.conformance;

import java.net.URI;
import java.util.List;
import java.util.function.Predicate;

/** The results of a run, in the order of the rules. */
record RunReport(URI service, List<RuleResult> results) {

  boolean isSuccess() {
    return count(RuleResult::differs) == 0;
  }

  long passed() {
    return count(RuleResult::isPassed);
  }

  long different() {
    return count(RuleResult::differs);
  }

  long notJudged() {
    return count(RuleResult::isNotJudged);
  }

  long findings() {
    return results.stream().mapToLong(result -> result.findings().size()).sum();
  }

  private long count(Predicate<RuleResult> filter) {
    return results.stream().filter(filter).count();
  }
}
