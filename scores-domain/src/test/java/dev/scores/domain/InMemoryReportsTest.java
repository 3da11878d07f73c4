package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A user with 1500 scores, of which a batch after each read flips the first and the last one. */
class InMemoryReportsTest {

  private static final UserId ANN = new UserId(1);
  private static final int SCORES = 1500;

  private final Scores store = new InMemoryScores();
  private boolean firstIsCorrect = true;

  @Test
  void reportSeesOneStateOfTheStore() {
    IntStream.rangeClosed(1, SCORES)
        .forEach(n -> store.upsert(ANN, draft(n, false), Instant.EPOCH));
    flip();
    Reports reports = new InMemoryReports(flippedAfterEachRead());
    assertEquals(1, reports.of(ANN).correct());
    assertEquals(1, reports.ofAll().correct());
    assertEquals(List.of(new Standing(1, ANN, 1)), reports.leaderboard(1));
  }

  /** Exactly one of the two is correct at any time. */
  private void flip() {
    store.upsert(
        ANN,
        new Batch(List.of(draft(1, firstIsCorrect), draft(SCORES, !firstIsCorrect))),
        Instant.EPOCH);
    firstIsCorrect = !firstIsCorrect;
  }

  private Scores flippedAfterEachRead() {
    return (Scores)
        Proxy.newProxyInstance(
            Scores.class.getClassLoader(),
            new Class<?>[] {Scores.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(store, arguments);
                flip();
                return result;
              } catch (InvocationTargetException fault) {
                throw fault.getCause();
              }
            });
  }

  private static ScoreDraft draft(int exercise, boolean correct) {
    return new ScoreDraft(new ExerciseId(exercise), correct);
  }
}
