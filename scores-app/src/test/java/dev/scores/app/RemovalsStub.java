package dev.scores.app;

import dev.scores.app.UsersStub.StubResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The feed of removed users, in pages of at most two. Thread-safe. */
final class RemovalsStub {

  private static final int PAGE = 2;
  private static final Pattern AFTER = Pattern.compile("(^|&)after=([A-Z]+)-([0-9]+)(&|$)");

  private final List<Integer> removed = new ArrayList<>();
  private final List<String> queries = new ArrayList<>();
  private String log = "A";
  private int status = 200;

  synchronized void remove(int... users) {
    for (int user : users) {
      removed.add(user);
    }
  }

  /** Responds with this status from now on. */
  synchronized void respond(int newStatus) {
    status = newStatus;
  }

  /** Begins another log, which does not know the cursors of this one. */
  synchronized void replaceLog(String newLog) {
    log = newLog;
    removed.clear();
  }

  /** The queries of all requests so far. */
  synchronized List<String> queries() {
    return List.copyOf(queries);
  }

  synchronized StubResponse page(String query) {
    queries.add(query);
    if (status != 200) {
      return new StubResponse(status, "{}");
    }
    Matcher after = AFTER.matcher(query);
    boolean isFirst = !after.find();
    if (!isFirst && !after.group(2).equals(log)) {
      return new StubResponse(410, "{\"status\":\"fail\",\"code\":\"gone\"}");
    }
    int from = isFirst ? 0 : Integer.parseInt(after.group(3));
    int to = Math.min(removed.size(), from + PAGE);
    String page =
        removed.subList(from, to).stream()
            .map("{\"user_id\":%d,\"at\":\"2026-11-20T09:15:00.000000Z\"}"::formatted)
            .collect(Collectors.joining(","));
    return new StubResponse(
        200,
        "{\"status\":\"success\",\"data\":{\"removals\":[%s],\"next\":\"%s-%d\"}}"
            .formatted(page, log, to));
  }
}
