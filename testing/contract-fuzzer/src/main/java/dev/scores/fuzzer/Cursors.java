package dev.scores.fuzzer;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cursors from earlier responses, because valid cursors cannot be generated from a schema. */
final class Cursors {

  private static final Pattern NEXT = Pattern.compile("\"next\":\"([A-Za-z0-9_-]+)\"");
  private static final Pattern AFTER = Pattern.compile("([?&]after=)[^&]*");

  private final Map<FuzzedOperation, String> last = new HashMap<>();

  /** Replaces the cursor of a valid request by one from a response of the same operation. */
  FuzzedRequest withKnownCursor(FuzzedRequest request) {
    String cursor = last.get(request.operation());
    return cursor == null || request.kind() != RequestKind.VALID
        ? request
        : request.withTarget(AFTER.matcher(request.target()).replaceAll("$1" + cursor));
  }

  void record(FuzzedRequest request, RawResponse response) {
    Matcher next = NEXT.matcher(response.body());
    if (response.status() == 200 && next.find()) {
      last.put(request.operation(), next.group(1));
    }
  }
}
