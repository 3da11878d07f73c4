package team.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.client.ApiClient;
import dev.scores.client.ApiException;
import dev.scores.client.api.ListsApi;
import dev.scores.client.api.ScoresApi;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.Scores;
import dev.scores.domain.UserId;
import dev.scores.domain.testkit.ScoresContract;
import dev.scores.fake.ScoresFake;
import dev.scores.fake.ScoresFakeServer;
import dev.scores.fake.ScoresFault;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@ScoresFake
class ProgressReportTest {

  private static final UserId ANN = new UserId(7);
  private static final ScoreDraft LOOPS = new ScoreDraft(new ExerciseId(3), true);

  @Test
  void scoreIsWrittenToBoth(ScoresFakeServer fake) throws ApiException {
    ProgressReport report = report(fake);
    assertTrue(report.record(ANN, LOOPS, Instant.now()));
    assertFalse(report.record(ANN, LOOPS, Instant.now()));
    assertEquals(1, report.solved());
  }

  @Test
  void unavailableServiceIsAnException(ScoresFakeServer fake) {
    fake.fail(ScoresFault.status(503));
    ApiException thrown =
        assertThrows(ApiException.class, () -> report(fake).record(ANN, LOOPS, Instant.now()));
    assertEquals(503, thrown.getCode());
  }

  @Nested
  class OwnStore extends ScoresContract {
    @Override
    protected Scores emptyStore() {
      return new InMemoryScores();
    }
  }

  private static ProgressReport report(ScoresFakeServer fake) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(fake.url().toString());
    String token = fake.token(ANN.value());
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    return new ProgressReport(new InMemoryScores(), new ScoresApi(client), new ListsApi(client));
  }
}
