package dev.scores.domain.kit;

import static java.util.Comparator.comparing;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.domain.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random operations, applied to the store under test and to {@link
 * dev.scores.domain.InMemoryScores}, come to the same outcomes and leave the same scores.
 *
 * <p>Each sequence has few users and exercises, so that they often meet, and none of another
 * sequence's, so that all can share one store. A failure says with which {@code -Dscores.seed} it
 * comes back as the very first sequence, and lists the operations that led to it; {@code
 * -Dscores.sequences} (200) makes the search longer.
 */
public abstract class ScoresModelContract extends ContractTests {

  private static final int OPERATIONS = 50;

  @Test
  void anySequenceOfOperationsDoesWhatTheModelDoes() {
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
