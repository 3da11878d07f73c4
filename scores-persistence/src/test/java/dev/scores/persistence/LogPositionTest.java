package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogPositionTest {

  private static final LogPosition PRIMARY = new LogPosition("1/scores", 2, false, 100);

  private static Optional<String> problemOf(String database, int timeline, boolean isInRecovery) {
    return new LogPosition(database, timeline, isInRecovery, 100).whyNoCopyOf(PRIMARY);
  }

  @Test
  void standbyOfTheTimelineOrAnEarlierOneIsACopy() {
    assertEquals(Optional.empty(), problemOf("1/scores", 2, true));
    assertEquals(Optional.empty(), problemOf("1/scores", 1, true));
  }

  @Test
  void primaryItselfIsACopy() {
    assertEquals(Optional.empty(), PRIMARY.whyNoCopyOf(PRIMARY));
  }

  @Test
  void otherClusterOrDatabaseIsNoCopy() {
    assertEquals(
        Optional.of(
            "it has another database, 2/scores, and the primary 1/scores (system identifier and"
                + " name)"),
        problemOf("2/scores", 2, true));
    assertTrue(problemOf("1/users", 2, true).isPresent());
  }

  @Test
  void promotedServerAndItsStandbyAreNoCopies() {
    assertEquals(
        Optional.of(
            "it, or the server that it follows, has been promoted: its timeline is 3, and that of"
                + " the primary 2"),
        problemOf("1/scores", 3, false));
    assertTrue(problemOf("1/scores", 3, true).isPresent());
    // A former primary that goes on.
    assertTrue(problemOf("1/scores", 1, false).isPresent());
  }
}
