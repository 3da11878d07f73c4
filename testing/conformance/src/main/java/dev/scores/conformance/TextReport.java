package dev.scores.conformance;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints findings by rule, rules that were not judged by reason, and a summary. */
final class TextReport {

  /** Further findings of a rule are only in the other reports. */
  private static final int MAX_FINDINGS = 3;

  private static final int MAX_BEFORE = 3;

  private TextReport() {}

  static void print(RunReport report, PrintWriter out) {
    report.results().stream().filter(RuleResult::differs).forEach(result -> print(result, out));
    Map<String, List<String>> notJudged =
        report.results().stream()
            .filter(RuleResult::isNotJudged)
            .collect(
                Collectors.groupingBy(
                    RuleResult::notJudged,
                    Collectors.mapping(result -> result.rule().id(), Collectors.toList())));
    notJudged.forEach(
        (reason, rules) -> out.printf("not judged: %s: %s%n", reason, String.join(", ", rules)));
    out.printf(
        "%s: %d passed, %d differ (%s), %d not judged.%n",
        count(report.results().size(), "rule"),
        report.passed(),
        report.different(),
        count(report.findings(), "finding"),
        report.notJudged());
    out.flush();
  }

  static String details(Finding finding) {
    StringBuilder text = new StringBuilder();
    text.append("%s %s".formatted(finding.method(), Excerpt.oneLine(finding.path())));
    finding
        .requestHeaders()
        .forEach((name, value) -> text.append("  %s: %s".formatted(name, value)));
    if (!finding.payload().isEmpty()) {
      text.append("  ").append(Excerpt.oneLine(finding.payload()));
    }
    text.append("\n  expected: ").append(finding.expected());
    text.append("\n  by:       ").append(finding.clause());
    text.append("\n  actual:   ").append(finding.actual());
    List<String> before = finding.before();
    before
        .subList(Math.max(before.size() - MAX_BEFORE, 0), before.size())
        .forEach(line -> text.append("\n  before:   ").append(line));
    text.append("\n  repeat:   ").append(finding.curl());
    return text.toString();
  }

  private static void print(RuleResult result, PrintWriter out) {
    List<Finding> findings = result.findings();
    out.printf(
        "%s (level %s): %s%n",
        result.rule().id(), result.rule().level(), count(findings.size(), "finding"));
    findings.stream()
        .limit(MAX_FINDINGS)
        .forEach(finding -> out.println(details(finding).indent(2).stripTrailing()));
    if (findings.size() > MAX_FINDINGS) {
      out.printf("  and %d more%n", findings.size() - MAX_FINDINGS);
    }
    out.println();
  }

  private static String count(long number, String thing) {
    return number == 1 ? "1 " + thing : number + " " + thing + "s";
  }
}
