package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A database that cannot be distributed is left as it is, and the refusal says what is missing. */
@NotOnCitus
class DistributionRefusalTest {

  @Test
  void databaseWithoutCitusIsRefused() throws Exception {
    try (ScoresTestDatabase database = ScoresTestDatabase.fresh()) {
      assertEquals(
          "The database lacks the extension citus: create it here and on each node first.",
          refusal(database));
    }
  }

  private static String refusal(ScoresTestDatabase database) throws SQLException {
    List<String> steps = new ArrayList<>();
    String[] user = ScoresTestDatabase.userInfo(database.address());
    Optional<String> refusal =
        DistributedTables.create(
            ScoresTestDatabase.jdbcUrl(database.address()),
            Optional.of(user[0]),
            Optional.of(user[1]),
            steps::add);
    assertEquals(List.of(), steps);
    return refusal.orElse("none");
  }
}
