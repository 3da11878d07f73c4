package dev.scores.conformance;

import dev.scores.conformance.RuleStop.Deviation;
import dev.scores.conformance.RuleStop.NotJudged;
import dev.scores.conformance.RuleStop.Unavailable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks a service against rules, one after the other. The rules write scores of the caller for
 * exercises above 1 000 000 000; they change and remove no other scores.
 */
final class Conformance {

  /** A response of 503 or a closed connection is no deviation unless it happens each time. */
  private static final int ATTEMPTS = 3;

  private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(5);

  private final RunSettings settings;
  private final Journal journal;

  Conformance(RunSettings settings) {
    this.settings = settings;
    this.journal = new Journal(settings);
  }

  /** Checks the rules and prints a line for each group. */
  RunReport check(List<Rule> rules, PrintWriter progress) {
    List<RuleResult> results = new ArrayList<>();
    try (ServiceUnderTest service = new ServiceUnderTest(settings, journal)) {
      for (Rule rule : rules) {
        results.add(check(rule, service));
        if (results.size() == rules.size()
            || !rules.get(results.size()).group().equals(rule.group())) {
          progress.printf("[%d/%d] %s%n", results.size(), rules.size(), rule.group());
          progress.flush();
        }
      }
    }
    return new RunReport(settings.service(), results);
  }

  private RuleResult check(Rule rule, ServiceUnderTest service) {
    long start = System.nanoTime();
    String notJudged = settings.provides(rule.needs()) ? judge(rule, service) : missing(rule);
    List<Finding> findings = settings.provides(rule.needs()) ? journal.findings() : List.of();
    return new RuleResult(rule, findings, notJudged, Duration.ofNanos(System.nanoTime() - start));
  }

  private static String missing(Rule rule) {
    return rule.needs() == Needs.TOKEN
        ? "needs --token"
        : "needs --token and --other-token, the token of a second user";
  }

  /** Returns why the rule was not judged, or an empty text. */
  private String judge(Rule rule, ServiceUnderTest service) {
    for (int attempt = 1; ; attempt++) {
      journal.startRule(rule);
      try {
        rule.check(service);
        return "";
      } catch (Deviation deviation) {
        journal.add(deviation);
        return "";
      } catch (NotJudged notJudged) {
        return String.valueOf(notJudged.getMessage());
      } catch (Unavailable unavailable) {
        if (attempt == ATTEMPTS) {
          return afterLastAttempt(unavailable.response());
        }
        Duration wait = unavailable.retryAfter();
        ServiceUnderTest.sleep(wait.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : wait);
      } catch (RuntimeException defect) {
        journal.add(defect);
        return "";
      }
    }
  }

  private String afterLastAttempt(CheckedResponse response) {
    if (response.status() == 0) {
      journal.add(new Deviation(response, Optional.empty(), "a response", response.summary()));
      return "";
    }
    return "%s returned %d in %d attempts"
        .formatted(response.request().summary(), response.status(), ATTEMPTS);
  }
}
