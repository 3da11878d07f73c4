package dev.scores.faults;

import dev.scores.faults.linearizability.ScoreKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A row of the table {@code scores}, read from the database. */
record StoredScore(boolean correct, int version) {

  /** The audit ignores exercises and users from this id on: rows for other purposes. */
  static final int OTHERS = 2_000_000_000;

  static Map<ScoreKey, List<StoredScore>> all(Connection connection) throws SQLException {
    Map<ScoreKey, List<StoredScore>> all = new HashMap<>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select user_id, exercise_id, correct, version from scores where greatest(user_id, exercise_id) < "
                    + OTHERS)) {
      while (rows.next()) {
        var key = new ScoreKey(rows.getInt("user_id"), rows.getInt("exercise_id"));
        all.computeIfAbsent(key, none -> new ArrayList<>())
            .add(new StoredScore(rows.getBoolean("correct"), rows.getInt("version")));
      }
    }
    return all;
  }
}
