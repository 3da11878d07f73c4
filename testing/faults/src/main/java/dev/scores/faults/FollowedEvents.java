package dev.scores.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The events that a follower of the change log has got, and the replica that it has built of them.
 * Thread-safe.
 */
final class FollowedEvents {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A row of a replica. */
  record Row(int user, int exercise, boolean correct) {}

  /** What the database has: the log and the table. */
  record Stored(Set<Long> sequences, Map<Long, Row> rows) {

    static Stored in(Connection connection) throws SQLException {
      Set<Long> sequences = new HashSet<>();
      Map<Long, Row> rows = new HashMap<>();
      try (var statement = connection.createStatement()) {
        try (var events = statement.executeQuery("select sequence from score_events")) {
          while (events.next()) {
            sequences.add(events.getLong(1));
          }
        }
        try (var scores =
            statement.executeQuery("select id, user_id, exercise_id, correct from scores")) {
          while (scores.next()) {
            rows.put(
                scores.getLong(1),
                new Row(scores.getInt(2), scores.getInt(3), scores.getBoolean(4)));
          }
        }
      }
      return new Stored(sequences, rows);
    }
  }

  private final String follower;
  private final Set<Long> sequences = new HashSet<>();
  private final Map<Long, Row> replica = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private long repeated;

  FollowedEvents(String follower) {
    this.follower = follower;
  }

  /** Applies an event to the replica. */
  void add(String event) {
    try {
      add(JSON.readTree(event));
    } catch (JsonProcessingException noJson) {
      wrong("no JSON: " + event);
    }
  }

  synchronized void add(JsonNode event) {
    if (!sequences.add(event.path("sequence").asLong())) {
      repeated++;
    }
    JsonNode score = event.path("score");
    if (event.path("type").asText().equals("removed")) {
      replica.remove(score.path("id").asLong());
    } else {
      replica.put(
          score.path("id").asLong(),
          new Row(
              score.path("user_id").asInt(),
              score.path("exercise_id").asInt(),
              score.path("correct").asBoolean()));
    }
  }

  /** Records a response that no follower should get. */
  synchronized void wrong(String what) {
    wrong.add(follower + ": " + what);
  }

  /** How many different events there are so far. */
  synchronized int count() {
    return sequences.size();
  }

  /** How many events of the log are missing. */
  synchronized long missing(Stored stored) {
    return stored.sequences().stream().filter(sequence -> !sequences.contains(sequence)).count();
  }

  /** How many events appeared again or are not in the log, and how many responses were wrong. */
  synchronized long excess(Stored stored) {
    long unknown = sequences.stream().filter(it -> !stored.sequences().contains(it)).count();
    return repeated + unknown + wrong.size();
  }

  /** Whether the replica has exactly the rows of the table. */
  synchronized boolean isReplicaOf(Stored stored) {
    return replica.equals(stored.rows());
  }

  /** A sentence for each kind of difference from the database. */
  synchronized List<String> findings(Stored stored) {
    List<String> findings = new ArrayList<>(wrong.stream().limit(3).toList());
    if (missing(stored) > 0) {
      findings.add("%s missed %d events".formatted(follower, missing(stored)));
    }
    if (repeated > 0) {
      findings.add("%s got %d events twice".formatted(follower, repeated));
    }
    if (excess(stored) > repeated + wrong.size()) {
      findings.add(follower + " got events that are not in the log");
    }
    if (!isReplicaOf(stored)) {
      findings.add("the replica of %s differs from the table".formatted(follower));
    }
    return findings;
  }
}
