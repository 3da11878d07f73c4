package dev.scores.fuzzer;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cursors that answers had: no schema can say what one is. */
final class Cursors {

  private static final Pattern NEXT = Pattern.compile("\"next\":\"([A-Za-z0-9_-]+)\"");
  private static final Pattern AFTER = Pattern.compile("([?&]after=)[^&]*");

  private final Map<FuzzedOperation, String> last = new HashMap<>();

  /** The request with a cursor of that operation in place of another, where it is to be valid. */
  Trial good(Trial trial) {
    String cursor = last.get(trial.operation());
    return cursor == null || trial.kind() != Kind.VALID
        ? trial
        : trial.withTarget(AFTER.matcher(trial.target()).replaceAll("$1" + cursor));
  }

  void learn(Trial trial, RawResponse answer) {
    Matcher next = NEXT.matcher(answer.body());
    if (answer.status() == 200 && next.find()) {
      last.put(trial.operation(), next.group(1));
    }
  }
}
