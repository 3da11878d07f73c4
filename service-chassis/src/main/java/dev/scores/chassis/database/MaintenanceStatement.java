package dev.scores.chassis.database;

import dev.scores.chassis.logging.LogOutput;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.DatabaseUrl;
import dev.scores.chassis.settings.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A query of a command, which may take long: on a connection of its own, without the time limits of
 * the pool.
 *
 * @param sql returns one row of numbers
 */
public record MaintenanceStatement(String sql) {

  /**
   * Executes it and returns the row. Reads only {@code DATABASE_URL}, or its file.
   *
   * @param keep whether to commit its changes
   */
  public List<Long> execute(Map<String, String> environment, boolean keep) throws SQLException {
    LogOutput.to(environment);
    Settings.read(List.of(CommonSettings.DATABASE), environment);
    DatabaseUrl database =
        DatabaseUrl.parse(Settings.value(CommonSettings.DATABASE, environment)).ofPrimary();
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(),
                database.user().orElse(null),
                database.password().orElse(null));
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      List<Long> numbers = new ArrayList<>();
      try (ResultSet row = statement.executeQuery(sql)) {
        row.next();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
          numbers.add(row.getLong(column));
        }
      }
      if (keep) {
        connection.commit();
      } else {
        connection.rollback();
      }
      return numbers;
    }
  }
}
