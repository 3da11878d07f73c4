package dev.scores.faults;

import dev.scores.faults.TimedExchange.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A time without the database, and what holds during and after it. Moments are those of {@code
 * System.nanoTime()}.
 *
 * @param begun when it may have begun
 * @param complete from when on the database certainly was away
 * @param healed when it began to come back
 * @param back when it was seen to answer again
 */
record Outage(String fault, long begun, long complete, long healed, long back) {

  static final Duration DEADLINE = Duration.ofSeconds(5);
  static final Duration UNTIL_READINESS_SAYS_SO = Duration.ofSeconds(2);
  static final Duration UNTIL_WHOLE = Duration.ofSeconds(3);

  /**
   * What was found.
   *
   * @param whole how long after the database the service was whole
   * @param wrong how many answers there were that must not be
   * @param broken a sentence for each promise that was not kept
   */
  record Findings(String fault, Duration whole, long wrong, List<String> broken) {

    /** The fault, and how long after it the service was whole. */
    String text() {
      return String.format(Locale.ROOT, "%s (%.1f s)", fault, whole.toMillis() / 1000.0);
    }
  }

  /** What asked the service meanwhile. */
  record Witnesses(Journal load, Journal readiness, Journal life) {}

  Findings judge(Witnesses witnesses) {
    List<String> broken = new ArrayList<>();
    List<TimedExchange> wrong =
        witnesses.load().asked(begun, back).filter(it -> !isAllowed(it)).toList();
    wrong.stream().limit(3).forEach(it -> broken.add(fault + ": " + it));
    List<TimedExchange> dead =
        witnesses
            .life()
            .asked(begun, back)
            .filter(it -> !it.isSuccess() || isLonger(it.took(), UNTIL_READINESS_SAYS_SO))
            .toList();
    dead.stream().limit(3).forEach(it -> broken.add(fault + ", alive? " + it));
    judgeReadiness(witnesses.readiness(), broken);
    Duration whole = witnesses.load().wholeAfter(back, TimedExchange::isSuccess);
    Duration ready = witnesses.readiness().wholeAfter(back, TimedExchange::isSuccess);
    if (isLonger(whole, UNTIL_WHOLE)) {
      broken.add("%s: whole %d ms after the database".formatted(fault, whole.toMillis()));
    }
    if (isLonger(ready, UNTIL_WHOLE)) {
      broken.add("%s: ready %d ms after the database".formatted(fault, ready.toMillis()));
    }
    return new Findings(fault, whole, wrong.size() + dead.size(), broken);
  }

  /** Once it is to be told, readiness says so until the end, and each time within its limit. */
  private void judgeReadiness(Journal readiness, List<String> broken) {
    long told = complete + UNTIL_READINESS_SAYS_SO.toNanos();
    readiness
        .asked(begun, back)
        .filter(
            it ->
                isLonger(it.took(), UNTIL_READINESS_SAYS_SO)
                    || (isWithin(it.completed(), told, healed) && it.status() != 503))
        .limit(3)
        .forEach(it -> broken.add(fault + ", ready? " + it));
  }

  /** In time, and either a success of the last moment or a 503 that says when to come back. */
  static boolean isAllowed(TimedExchange exchange) {
    return !isLonger(exchange.took(), DEADLINE)
        && exchange.reply() instanceof Reply.Answered answer
        && (exchange.isSuccess() || isRefusal(answer));
  }

  private static boolean isRefusal(Reply.Answered answer) {
    return answer.status() == 503
        && answer.retryAfter().isPresent()
        && answer.body().contains("\"status\":\"error\"");
  }

  private static boolean isWithin(long moment, long from, long to) {
    return moment - from > 0 && moment - to < 0;
  }

  private static boolean isLonger(Duration one, Duration other) {
    return one.compareTo(other) > 0;
  }
}
