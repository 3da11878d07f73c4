package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScorePolicyTest {

  private static final List<Boolean> VERDICTS = List.of(false, false, true, false, true, false);

  @Test
  void latestScoreIsItsLatestVerdict() {
    assertEquals(VERDICTS, correctAfter(ScorePolicy.LATEST));
  }

  @Test
  void stickyScoreStaysCorrectOnceSolved() {
    assertEquals(List.of(false, false, true, true, true, true), correctAfter(ScorePolicy.STICKY));
  }

  @Test
  void attemptsAndSolveDoNotDependOnThePolicy() {
    List<Score> latest = history(ScorePolicy.LATEST);
    List<Score> sticky = history(ScorePolicy.STICKY);
    assertEquals(
        latest.stream().map(Score::attempts).toList(),
        sticky.stream().map(Score::attempts).toList());
    assertEquals(
        latest.stream().map(Score::solve).toList(), sticky.stream().map(Score::solve).toList());
  }

  @Test
  void solvedScoreBecomesCorrectUnderStickyAtItsNextVerdict() {
    Score wasSolved = history(ScorePolicy.LATEST).getLast();
    assertEquals(false, wasSolved.correct());
    assertEquals(true, wasSolved.updated(false, ScorePolicy.STICKY, Instant.EPOCH).correct());
  }

  private static List<Boolean> correctAfter(ScorePolicy policy) {
    return history(policy).stream().map(Score::correct).toList();
  }

  /** The score after each of the verdicts, one a second. */
  private static List<Score> history(ScorePolicy policy) {
    ScoreDraft draft = new ScoreDraft(new ExerciseId(1), VERDICTS.getFirst());
    Score first = Score.first(new ScoreId(1), new UserId(1), draft, Instant.EPOCH);
    return IntStream.rangeClosed(1, VERDICTS.size())
        .mapToObj(count -> after(first, count, policy))
        .toList();
  }

  private static Score after(Score first, int verdicts, ScorePolicy policy) {
    Score score = first;
    for (int n = 1; n < verdicts; n++) {
      score = score.updated(VERDICTS.get(n), policy, Instant.EPOCH.plusSeconds(n));
    }
    return score;
  }
}
