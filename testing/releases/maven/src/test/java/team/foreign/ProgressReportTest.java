package team.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.client.ApiClient;
import dev.scores.client.ApiException;
import dev.scores.client.api.ScoresApi;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.UserId;
import dev.scores.fake.ScoresFake;
import dev.scores.fake.ScoresFakeServer;
import dev.scores.fake.ScoresFault;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ScoresFake
class ProgressReportTest {

  private static final UserId ANN = new UserId(7);
  private static final ScoreDraft LOOPS = new ScoreDraft(new ExerciseId(3), true);

  private ScoresApi service;
  private ProgressReport report;

  @BeforeEach
  void connect(ScoresFakeServer scores) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(scores.url().toString());
    client.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer " + scores.token(7)));
    service = new ScoresApi(client);
    report = new ProgressReport(new InMemoryScores(), service);
  }

  @Test
  void scoreIsWrittenToBoth() throws ApiException {
    assertTrue(report.isFirst(ANN, LOOPS, Instant.now()));
    assertFalse(report.isFirst(ANN, LOOPS, Instant.now()));
    assertTrue(service.getOwnExerciseScore(3L, null).getData().getCorrect());
  }

  @Test
  void unavailableServiceIsAnException(ScoresFakeServer scores) {
    scores.fail(ScoresFault.status(503));
    ApiException thrown =
        assertThrows(ApiException.class, () -> report.isFirst(ANN, LOOPS, Instant.now()));
    assertEquals(503, thrown.getCode());
  }
}
