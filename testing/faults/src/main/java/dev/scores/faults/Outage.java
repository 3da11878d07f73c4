package dev.scores.faults;

import dev.scores.faults.TimedExchange.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One outage of the database, and the checks of the exchanges during and after it. Times are {@code
 * System.nanoTime()}.
 *
 * @param begin earliest begin
 * @param complete when the database was certainly unavailable
 * @param repairBegan when the repair began
 * @param back when the database was available again
 */
record Outage(String fault, long begin, long complete, long repairBegan, long back) {

  static final Duration DEADLINE = Duration.ofSeconds(5);
  static final Duration READINESS_LIMIT = Duration.ofSeconds(2);
  static final Duration MAX_RECOVERY = Duration.ofSeconds(3);

  /**
   * The findings of one outage.
   *
   * @param recovery time from the database's return to the service's full recovery
   * @param wrong number of responses that the promise excludes
   * @param violations a sentence for each violation
   */
  record Findings(String fault, Duration recovery, long wrong, List<String> violations) {

    /** The fault and the recovery time. */
    String text() {
      return String.format(Locale.ROOT, "%s (%.1f s)", fault, recovery.toMillis() / 1000.0);
    }
  }

  /** The exchanges around the outage. */
  record Observations(ExchangeLog load, ExchangeLog readiness, ExchangeLog liveness) {}

  Findings check(Observations observations) {
    List<String> violations = new ArrayList<>();
    List<TimedExchange> wrong =
        observations.load().began(begin, back).filter(it -> !isAllowed(it)).toList();
    wrong.stream().limit(3).forEach(it -> violations.add(fault + ": " + it));
    List<TimedExchange> dead =
        observations
            .liveness()
            .began(begin, back)
            .filter(it -> !it.isSuccess() || isLonger(it.took(), READINESS_LIMIT))
            .toList();
    dead.stream().limit(3).forEach(it -> violations.add(fault + ", liveness: " + it));
    checkReadiness(observations.readiness(), violations);
    Duration recovery = observations.load().recoveryTime(back, TimedExchange::isSuccess);
    Duration ready = observations.readiness().recoveryTime(back, TimedExchange::isSuccess);
    if (isLonger(recovery, MAX_RECOVERY)) {
      violations.add(
          "%s: recovered %d ms after the database".formatted(fault, recovery.toMillis()));
    }
    if (isLonger(ready, MAX_RECOVERY)) {
      violations.add("%s: ready %d ms after the database".formatted(fault, ready.toMillis()));
    }
    return new Findings(fault, recovery, wrong.size() + dead.size(), violations);
  }

  /** Readiness must return 503 from 2 s after the fault until the repair, each time within 2 s. */
  private void checkReadiness(ExchangeLog readiness, List<String> violations) {
    long reportBy = complete + READINESS_LIMIT.toNanos();
    readiness
        .began(begin, back)
        .filter(
            it ->
                isLonger(it.took(), READINESS_LIMIT)
                    || (isWithin(it.completed(), reportBy, repairBegan) && it.status() != 503))
        .limit(3)
        .forEach(it -> violations.add(fault + ", readiness: " + it));
  }

  /** Whether the response came in time and is a success or a 503 with {@code Retry-After}. */
  static boolean isAllowed(TimedExchange exchange) {
    return !isLonger(exchange.took(), DEADLINE)
        && exchange.reply() instanceof Reply.Complete response
        && (exchange.isSuccess() || isUnavailable(response));
  }

  private static boolean isUnavailable(Reply.Complete response) {
    return response.status() == 503
        && response.retryAfter().isPresent()
        && response.body().contains("\"status\":\"error\"");
  }

  private static boolean isWithin(long moment, long from, long to) {
    return moment - from > 0 && moment - to < 0;
  }

  private static boolean isLonger(Duration one, Duration other) {
    return one.compareTo(other) > 0;
  }
}
