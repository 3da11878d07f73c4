package dev.scores.conformance;

import java.time.Duration;
import java.util.List;

/**
 * The result of a rule: passed, or with findings, or not judged.
 *
 * @param notJudged the reason; empty if the rule was judged. A rule with findings can have one,
 *     because the findings before it count.
 */
record RuleResult(Rule rule, List<Finding> findings, String notJudged, Duration time) {

  boolean isPassed() {
    return findings.isEmpty() && notJudged.isEmpty();
  }

  boolean differs() {
    return !findings.isEmpty();
  }

  boolean isNotJudged() {
    return findings.isEmpty() && !notJudged.isEmpty();
  }
}
