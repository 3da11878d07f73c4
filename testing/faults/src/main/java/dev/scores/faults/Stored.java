package dev.scores.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A row of the table {@code scores}, read past the service. */
record Stored(boolean correct, int version) {

  /** Exercises and users from here on are in no ledger: rows that are there for another purpose. */
  static final int OTHERS = 2_000_000_000;

  static Map<ScoreKey, List<Stored>> all(Connection connection) throws SQLException {
    Map<ScoreKey, List<Stored>> all = new HashMap<>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select user_id, exercise_id, correct, version from scores where greatest(user_id, exercise_id) < "
                    + OTHERS)) {
      while (rows.next()) {
        var pair = new ScoreKey(rows.getInt("user_id"), rows.getInt("exercise_id"));
        all.computeIfAbsent(pair, none -> new ArrayList<>())
            .add(new Stored(rows.getBoolean("correct"), rows.getInt("version")));
      }
    }
    return all;
  }
}
