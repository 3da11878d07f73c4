package dev.scores.app.operations;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.Outcome;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreService;
import dev.scores.domain.UserId;
import io.micronaut.context.ApplicationContext;

/** Scores to look at: a class of eight on its way through twelve exercises. */
public final class DemoScores {

  private static final int USERS = 8;
  private static final int EXERCISES = 12;

  private DemoScores() {}

  /** Adds those that are missing and leaves the others as they are; says how many it added. */
  public static String plant(ApplicationContext context) {
    ScoreService scores = context.getBean(ScoreService.class);
    int added = 0;
    for (int user = 1; user <= USERS; user++) {
      for (int exercise = 1; exercise <= reached(user); exercise++) {
        ScoreDraft draft = new ScoreDraft(new ExerciseId(exercise), solved(user, exercise));
        if (scores.add(new UserId(user), draft) instanceof Outcome.Added) {
          added++;
        }
      }
    }
    return "%d scores were added.".formatted(added);
  }

  /** The first are through with everything, the last have just begun. */
  private static int reached(int user) {
    return EXERCISES - (user - 1) * EXERCISES / USERS;
  }

  /** Most are solved; the harder the exercise, the fewer. */
  private static boolean solved(int user, int exercise) {
    return (user * 5 + exercise * 7) % 12 >= exercise / 3;
  }
}
