package dev.scores.domain.testkit;

import static java.util.Comparator.comparing;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.domain.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/**
 * Random operations have the same outcomes on the store under test as on {@link
 * dev.scores.domain.InMemoryScores}, and leave the same scores.
 *
 * <p>Each sequence has few users and exercises, so that writes often collide, and shares none with
 * another sequence, so that all can use one store. A failure lists the shortest part of its
 * sequence that shows it, on an empty store, and names the {@code -Dscores.seed} that repeats it as
 * the first sequence. {@code -Dscores.sequences} sets the number of sequences (default 200).
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
      String repeat = "-Dscores.seed=" + (seed + n) + " repeats this";
      List<Long> operations = new Random(seed + n).longs(OPERATIONS).boxed().toList();
      try {
        expected.addAll(new RandomSequence(store, policy(), n, repeat).run(operations));
      } catch (RuntimeException | AssertionError failure) {
        throw shortened(operations, repeat, failure);
      }
    }
    expected.sort(comparing(Score::id));
    assertEquals(expected, everything(), "the scores that the sequences leave");
  }

  /**
   * Returns the failure of the shortest part of the operations that fails on an empty store; the
   * given failure if the whole sequence passes there.
   */
  private Error shortened(List<Long> operations, String repeat, Throwable failure) {
    List<Long> shortest =
        Shortening.shortest(operations, part -> failureOf(part, repeat).isPresent());
    Throwable found = failureOf(shortest, repeat).orElse(failure);
    return found instanceof AssertionError error
        ? error
        : new AssertionFailedError(repeat + ": a call threw " + found, found);
  }

  private Optional<Throwable> failureOf(List<Long> operations, String repeat) {
    useAnEmptyStore();
    try {
      new RandomSequence(store, policy(), 0, repeat).run(operations);
      return Optional.empty();
    } catch (RuntimeException | AssertionError failure) {
      return Optional.of(failure);
    }
  }
}
