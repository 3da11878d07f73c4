package dev.scores.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An event of the log, as a target of webhooks sees it. */
record WebhookEvent(int user, long sequence) {

  /** All events, in the order of the log. */
  static List<WebhookEvent> logged(Connection connection) throws SQLException {
    List<WebhookEvent> events = new ArrayList<>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select user_id, sequence from score_events order by transaction, sequence")) {
      while (rows.next()) {
        events.add(new WebhookEvent(rows.getInt(1), rows.getLong(2)));
      }
    }
    return events;
  }

  /** Returns the logged events that have not arrived. */
  static Set<WebhookEvent> missing(List<WebhookEvent> logged, List<WebhookEvent> arrivals) {
    Set<WebhookEvent> missing = new HashSet<>(logged);
    arrivals.forEach(missing::remove);
    return missing;
  }

  /**
   * Returns a sentence for each user whose events arrived in another order than that of the log, or
   * were never logged.
   *
   * @param arrivals without repetitions
   */
  static List<String> misplaced(List<WebhookEvent> logged, List<WebhookEvent> arrivals) {
    Set<WebhookEvent> arrived = new HashSet<>(arrivals);
    Map<Integer, List<WebhookEvent>> expected =
        byUser(logged.stream().filter(arrived::contains).toList());
    return byUser(arrivals).entrySet().stream()
        .filter(user -> !user.getValue().equals(expected.get(user.getKey())))
        .map(user -> "the events of user %d arrived in another order".formatted(user.getKey()))
        .toList();
  }

  private static Map<Integer, List<WebhookEvent>> byUser(List<WebhookEvent> events) {
    return events.stream().collect(Collectors.groupingBy(WebhookEvent::user));
  }
}
