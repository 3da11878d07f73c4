package dev.scores.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.faults.FollowedEvents.Row;
import dev.scores.faults.FollowedEvents.Stored;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FollowedEventsTest {

  private static final Stored STORED =
      new Stored(Set.of(1L, 2L, 3L), Map.of(7L, new Row(1, 85, false)));

  private final FollowedEvents followed = new FollowedEvents("a client");

  @Test
  void replicaOfAllEventsHasNoFindings() {
    written(1, "added", 7, true);
    written(2, "updated", 7, false);
    written(3, "added", 8, true);
    assertEquals(
        List.of("the replica of a client differs from the table"), followed.findings(STORED));
    Stored withRemoval = new Stored(Set.of(1L, 2L, 3L, 4L), STORED.rows());
    followed.add("{\"type\":\"removed\",\"sequence\":4,\"score\":{\"id\":8}}");
    assertEquals(List.of(), followed.findings(withRemoval));
    assertEquals(0, followed.missing(withRemoval) + followed.excess(withRemoval));
  }

  @Test
  void missingAndRepeatedAndUnknownEventsAreFound() {
    written(1, "added", 7, false);
    written(1, "added", 7, false);
    written(9, "updated", 7, false);
    followed.wrong("status 400");
    assertEquals(
        List.of(
            "a client: status 400",
            "a client missed 2 events",
            "a client got 1 events twice",
            "a client got events that are not in the log"),
        followed.findings(STORED));
    assertEquals(2, followed.missing(STORED));
    assertEquals(3, followed.excess(STORED));
  }

  private void written(int sequence, String type, int id, boolean correct) {
    followed.add(
        ("{\"type\":\"%s\",\"sequence\":%d,\"score\":"
                + "{\"id\":%d,\"user_id\":1,\"exercise_id\":85,\"correct\":%s}}")
            .formatted(type, sequence, id, correct));
  }
}
