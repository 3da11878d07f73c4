package dev.scores.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the kept reports by one or more clients of the same account. Reports with the same {@code
 * as_of} must be equal, whichever instance responds.
 */
final class ReportReader implements Load.Step {

  static final List<String> PATHS =
      List.of("/scores/stats", "/scores/leaderboard?limit=100", "/scores/user/rank");

  private static final Duration BETWEEN_READS = Duration.ofMillis(10);
  private static final Pattern AS_OF = Pattern.compile("\"as_of\":\"(?<cursor>[^\"]+)\"");

  private final List<Client> clients;

  /** The first report, by path and {@code as_of}. */
  private final Map<String, String> first = new HashMap<>();

  private final List<String> violations = new ArrayList<>();
  private int compared;

  ReportReader(List<Client> clients) {
    this.clients = clients;
  }

  @Override
  public void once() throws InterruptedException {
    readAll();
    Thread.sleep(BETWEEN_READS);
  }

  /** Reads each report by each client. */
  synchronized void readAll() throws InterruptedException {
    for (String path : PATHS) {
      for (Client client : clients) {
        String report = client.get(path).body();
        Matcher moment = AS_OF.matcher(report);
        if (moment.find()) {
          compare(path, moment.group("cursor"), report);
        }
      }
    }
  }

  private void compare(String path, String moment, String report) {
    String earlier = first.putIfAbsent(path + " " + moment, report);
    if (earlier != null) {
      compared++;
      if (!earlier.equals(report)) {
        violations.add("%s has changed within one as_of: %s, %s".formatted(path, earlier, report));
      }
    }
  }

  /** How many reports were compared with an earlier one. */
  synchronized int compared() {
    return compared;
  }

  synchronized List<String> violations() {
    return List.copyOf(violations);
  }
}
