package dev.scores.conformance;

import java.time.Duration;
import java.util.Optional;

/** Ends a rule, or one case of it. */
abstract sealed class RuleStop extends RuntimeException {

  private static final long serialVersionUID = 1;

  RuleStop(String message) {
    super(message, null, false, false);
  }

  /** The service has broken the rule. */
  static final class Deviation extends RuleStop {

    private static final long serialVersionUID = 1;

    private final transient CheckedResponse response;
    private final transient Optional<Clause> clause;
    private final String actual;

    /**
     * @param clause the source of the expectation if it is not that of the rule
     */
    Deviation(CheckedResponse response, Optional<Clause> clause, String expected, String actual) {
      super(expected);
      this.response = response;
      this.clause = clause;
      this.actual = actual;
    }

    CheckedResponse response() {
      return response;
    }

    Optional<Clause> clause() {
      return clause;
    }

    String actual() {
      return actual;
    }
  }

  /** The rule cannot be checked, for the reason in the message. */
  static final class NotJudged extends RuleStop {

    private static final long serialVersionUID = 1;

    NotJudged(String reason) {
      super(reason);
    }
  }

  /** The service was unavailable (503) or closed the connection, so the rule starts again. */
  static final class Unavailable extends RuleStop {

    private static final long serialVersionUID = 1;

    private final transient CheckedResponse response;
    private final Duration retryAfter;

    Unavailable(CheckedResponse response, Duration retryAfter) {
      super(response.summary());
      this.response = response;
      this.retryAfter = retryAfter;
    }

    CheckedResponse response() {
      return response;
    }

    Duration retryAfter() {
      return retryAfter;
    }
  }
}
