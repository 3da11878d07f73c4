package dev.scores.domain.testkit;

import static java.util.Comparator.comparing;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.domain.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random operations have the same outcomes on the store under test as on {@link
 * dev.scores.domain.InMemoryScores}, and leave the same scores.
 *
 * <p>Each sequence has few users and exercises, so that writes often collide, and shares none with
 * another sequence, so that all can use one store. A failure lists the operations and names the
 * {@code -Dscores.seed} that repeats it as the first sequence. {@code -Dscores.sequences} sets the
 * number of sequences (default 200).
 */
public abstract class ScoresModelContract extends ContractTests {

  private static final int OPERATIONS = 50;

  @Test
  void randomOperationsMatchTheModel() {
    int sequences = Integer.getInteger("scores.sequences", 200);
    long seed =
        Optional.ofNullable(Long.getLong("scores.seed")).orElseGet(() -> new Random().nextLong());
    List<Score> expected = new ArrayList<>();
    for (int n = 0; n < sequences; n++) {
      expected.addAll(new RandomSequence(store, n, seed + n).run(OPERATIONS));
    }
    expected.sort(comparing(Score::id));
    assertEquals(expected, everything(), "all sequences together, -Dscores.seed=" + seed);
  }
}
