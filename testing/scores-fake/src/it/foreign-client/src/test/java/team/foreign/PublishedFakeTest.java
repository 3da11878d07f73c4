package team.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.fake.ScoresFake;
import dev.scores.fake.ScoresFakeServer;
import java.io.File;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The artifact brings no library, and the fake also runs as a process. */
@ScoresFake(process = true, seed = 8)
class PublishedFakeTest {

  @Test
  void artifactHasNoDependencies() {
    List<String> others =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .map(entry -> new File(entry).getName())
            .filter(name -> !name.startsWith("scores-fake-"))
            .filter(name -> !name.matches("(junit|opentest4j|apiguardian|surefire)-.*"))
            .toList();
    assertEquals(List.of(), others);
  }

  @Test
  void processHasDemoScores(ScoresFakeServer scores) throws Exception {
    assertTrue(new ProgressClient(scores.url(), scores.token(1)).isSolved(1));
    assertFalse(new ProgressClient(scores.url(), scores.token(9)).isSolved(1));
  }
}
