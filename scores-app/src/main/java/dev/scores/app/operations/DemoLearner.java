package dev.scores.app.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A generated learner. Most work in the evenings of some days of a week, take exercises in the
 * order of the course as it proceeds, and come back to those that are not solved; some give up.
 *
 * @param ability in the terms of item response theory
 * @param eagerness raises the number of exercises tried, and of days with work
 * @param days after so many the learner has given up
 */
record DemoLearner(int user, double ability, double eagerness, int days, Random random) {

  private static final int COURSE_DAYS = 42;
  private static final double GIVES_UP = 0.15;

  // Eagerness is the weighted sum of ability and a random part.
  private static final double ABILITY_WEIGHT = 0.6;
  private static final double RANDOM_WEIGHT = 0.8;

  private static final double RETURNS = 0.2;
  private static final int EXERCISES_PER_DAY = 4;
  private static final int ATTEMPTS_PER_DAY = 3;
  private static final int MINUTES_OF_START = 1000;
  private static final int MINUTES_OF_ATTEMPT = 18;

  /** A verdict that the learner got. */
  record Attempt(Instant at, int user, int exercise, boolean correct) {}

  /** The attempts at an exercise. */
  private static final class Progress {
    private final DemoExercise exercise;
    private int attempts;
    private boolean solved;

    private Progress(DemoExercise exercise) {
      this.exercise = exercise;
    }
  }

  /** Returns a learner whose properties and attempts depend on the random numbers only. */
  static DemoLearner of(int user, Random random) {
    double ability = random.nextGaussian();
    double eagerness = ABILITY_WEIGHT * ability + RANDOM_WEIGHT * random.nextGaussian();
    int days = random.nextDouble() < GIVES_UP ? random.nextInt(COURSE_DAYS / 2) : COURSE_DAYS;
    return new DemoLearner(user, ability, eagerness, days, random);
  }

  /** The learner's attempts in the weeks before {@code end}, in their order. */
  List<Attempt> attempts(List<DemoExercise> course, Instant end) {
    var attempts = new ArrayList<Attempt>();
    var taken = new ArrayList<Progress>();
    var left =
        new ArrayList<>(
            course.stream()
                .filter(it -> random.nextDouble() < it.probabilityTried(eagerness))
                .toList());
    for (int day = 0; day < days; day++) {
      if (random.nextDouble() < DemoExercise.logistic(eagerness - 0.5)) {
        workOn(day, left, taken, attempts, end.minus(Duration.ofDays(COURSE_DAYS - day)));
      }
    }
    return attempts;
  }

  private void workOn(
      int day,
      List<DemoExercise> left,
      List<Progress> taken,
      List<Attempt> attempts,
      Instant begin) {
    Instant at = begin.plus(minutes(MINUTES_OF_START));
    int exercises = 1 + random.nextInt(EXERCISES_PER_DAY);
    for (int i = 0; i < exercises; i++) {
      var unsolved = taken.stream().filter(it -> !it.solved).toList();
      if (!unsolved.isEmpty() && random.nextDouble() < RETURNS) {
        at = work(unsolved.get(random.nextInt(unsolved.size())), attempts, at);
      } else if (!left.isEmpty() && left.getFirst().position() * COURSE_DAYS <= day + 1) {
        taken.add(new Progress(left.removeFirst()));
        at = work(taken.getLast(), attempts, at);
      }
    }
  }

  /**
   * Attempts the exercise until it is solved or enough for the day; returns the time after that.
   */
  private Instant work(Progress progress, List<Attempt> attempts, Instant begin) {
    Instant at = begin;
    int most = 1 + random.nextInt(ATTEMPTS_PER_DAY);
    for (int i = 0; i < most && !progress.solved; i++) {
      at = at.plusSeconds(1 + random.nextInt(60)).plus(minutes(MINUTES_OF_ATTEMPT));
      progress.solved =
          random.nextDouble() < progress.exercise.probabilitySolved(ability, progress.attempts);
      progress.attempts++;
      attempts.add(new Attempt(at, user, progress.exercise.id(), progress.solved));
    }
    return at;
  }

  private Duration minutes(int bound) {
    return Duration.ofMinutes(random.nextInt(bound));
  }
}
