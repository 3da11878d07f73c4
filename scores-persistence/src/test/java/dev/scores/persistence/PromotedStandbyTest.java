package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standby that is promoted while its primary goes on, so that each has its own writes. */
class PromotedStandbyTest {

  @TempDir private Path directory;

  @Test
  void promotedStandbyIsNoCopyAnyMore() throws IOException, SQLException {
    try (StreamingPair servers = StreamingPair.start(directory)) {
      try (ScoresTestDatabase primary = servers.onPrimary(Map.of())) {
        servers.awaitReplay();
        try (ScoresTestDatabase standby = servers.onStandby()) {
          LogPosition of = position(primary);
          assertEquals(Optional.empty(), position(standby).whyNoCopyOf(of));
          servers.promoteStandby();
          assertEquals(
              Optional.of(
                  "it, or the server that it follows, has been promoted: its timeline is 2, and that"
                      + " of the primary 1"),
              position(standby).whyNoCopyOf(position(primary)));
          // As a service sees it that writes to the promoted one.
          assertEquals(Optional.empty(), position(standby).whyNoCopyOf(position(standby)));
        }
      }
    }
  }

  private static LogPosition position(ScoresTestDatabase database) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery(LogPosition.CURRENT)) {
      row.next();
      return LogPosition.read(row);
    }
  }
}
