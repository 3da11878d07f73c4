package dev.scores.app.operations;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.Outcome;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreService;
import dev.scores.domain.UserId;
import io.micronaut.context.ApplicationContext;

/** Demo data: users working through twelve exercises, by default eight. The same at each call. */
public final class DemoScores {

  private static final int USERS = 8;
  private static final int EXERCISES = 12;

  private DemoScores() {}

  /** Adds the missing scores, leaves existing ones unchanged and returns a summary. */
  public static String seed(ApplicationContext context) {
    return "%d scores were added.".formatted(add(context.getBean(ScoreService.class), USERS));
  }

  /** Adds the missing scores of so many users and returns their number. */
  public static int add(ScoreService scores, int users) {
    int added = 0;
    for (int user = 1; user <= users; user++) {
      for (int exercise = 1; exercise <= attempted(user, users); exercise++) {
        ScoreDraft draft = new ScoreDraft(new ExerciseId(exercise), solved(user, exercise));
        if (scores.add(new UserId(user), draft) instanceof Outcome.Added) {
          added++;
        }
      }
    }
    return added;
  }

  /** The number of exercises that a user has attempted: all for the first, few for the last. */
  private static int attempted(int user, int users) {
    return EXERCISES - (int) ((user - 1L) * EXERCISES / users);
  }

  /** Whether the user solved the exercise. Later exercises are solved less often. */
  private static boolean solved(int user, int exercise) {
    return (user * 5 + exercise * 7) % 12 >= exercise / 3;
  }
}
