package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.ScoresUnavailable;
import dev.scores.domain.UserId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapters on a standby, as {@code DATABASE_URL} may lead to one during a failover. */
@NotOnCitus
class StandbyTest {

  private static final UserId ANN = new UserId(1);

  @TempDir private static Path directory;
  private static StreamingPair servers;
  private static ScoresTestDatabase primary;
  private static ScoresTestDatabase standby;

  @BeforeAll
  static void start() throws IOException {
    servers = StreamingPair.start(directory);
    primary = servers.onPrimary(Map.of());
    servers.awaitReplay();
    standby = servers.onStandby();
  }

  @AfterAll
  static void stop() throws IOException {
    standby.close();
    primary.close();
    servers.close();
  }

  @Test
  void writeIsUnavailable() {
    assertThrows(
        ScoresUnavailable.class, () -> standby.scores().upsert(ANN, draft(1), Instant.EPOCH));
  }

  @Test
  void cursorOfThePrimaryIsGoodOnALaggingStandby() {
    ChangeCursor start = primary.changes().latest();
    servers.awaitReplay();
    servers.pauseReplay();
    primary.scores().upsert(ANN, draft(2), Instant.EPOCH);
    ChangeCursor ahead = awaitEvents(primary, start).getLast().cursor();
    assertEquals(ahead, primary.changes().latest());
    assertEquals(new Changed(List.of(), ahead), standby.changes().since(ahead, 10));
    servers.resumeReplay();
    primary.scores().upsert(ANN, draft(3), Instant.EPOCH);
    assertEquals(awaitEvents(primary, ahead), awaitEvents(standby, ahead));
  }

  private static List<ScoreEvent> awaitEvents(ScoresTestDatabase database, ChangeCursor after) {
    List<ScoreEvent> events = List.of();
    while (events.isEmpty()) {
      events = ((Changed) database.changes().since(after, 10)).events();
    }
    return events;
  }

  private static ScoreDraft draft(int exercise) {
    return new ScoreDraft(new ExerciseId(exercise), true);
  }
}
