package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.jdbc.DataSourceResolver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class DatabaseSessionTest {

  @Test
  void connectionsHaveTheSessionSettings() throws SQLException {
    try (UsersStub users = new UsersStub();
        ScoresService service = ScoresService.start(users, "DATABASE_URL", TestDatabases.SHARED);
        Connection connection = pool(service).getConnection()) {
      assertEquals("1900ms", shown(connection, "statement_timeout"));
      assertEquals("1500ms", shown(connection, "lock_timeout"));
      assertEquals("force_generic_plan", shown(connection, "plan_cache_mode"));
    }
  }

  private static DataSource pool(ScoresService service) {
    return service.bean(DataSourceResolver.class).resolve(service.bean(DataSource.class));
  }

  private static String shown(Connection connection, String setting) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet response = statement.executeQuery("show " + setting)) {
      response.next();
      return response.getString(1);
    }
  }
}
