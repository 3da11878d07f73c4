package team.foreign;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.fake.ScoresFake;
import dev.scores.fake.ScoresFakeServer;
import dev.scores.fake.ScoresFault;
import org.junit.jupiter.api.Test;

@ScoresFake
class ProgressClientTest {

  @Test
  void clientRepeatsRejectedWrites(ScoresFakeServer scores) throws Exception {
    var client = new ProgressClient(scores.url(), scores.token(7));
    scores.fail(ScoresFault.status(503).on("PATCH", "/scores"));
    client.markSolved(85);
    assertTrue(client.isSolved(85));
  }
}
