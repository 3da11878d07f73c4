package dev.scores.users.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.chassis.settings.DatabaseUrl;
import dev.scores.devservices.DevPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

/** The migration to emails that are compared without case in all of Unicode, not only in ASCII. */
class EmailMigrationTest {

  private final DatabaseUrl address = DatabaseUrl.parse(DevPostgres.forTests().freshDatabase());

  @Test
  void collidingEmailsStopTheMigrationAndNameTheIds() throws SQLException {
    migrate("2");
    execute(
        "insert into users (username, email) values ('a', U&'e\\0301@example.com'),"
            + " ('b', 'b@example.com'), ('c', U&'\\00E9@EXAMPLE.com')");
    Throwable cause = assertThrows(FlywayException.class, () -> migrate("latest"));
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    assertEquals(
        "ERROR: users 1 and 3 have the same email but for case or Unicode form; change one of them"
            + " and migrate again",
        String.valueOf(cause.getMessage()).lines().findFirst().orElseThrow());
    execute("update users set email = 'c@example.com' where id = 3");
    migrate("latest");
  }

  private void migrate(String target) {
    Flyway.configure()
        .dataSource(address.jdbcUrl(), address.user().orElse(""), address.password().orElse(""))
        .target(target)
        .load()
        .migrate();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                address.jdbcUrl(), address.user().orElse(""), address.password().orElse(""));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
