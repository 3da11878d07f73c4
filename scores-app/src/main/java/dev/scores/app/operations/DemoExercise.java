package dev.scores.app.operations;

import java.util.Random;

/**
 * An exercise in the terms of item response theory.
 *
 * @param position the place in the course, from 0 (first) to 1 (last)
 * @param difficulty the ability at which an attempt solves it with probability 0.5
 */
record DemoExercise(int id, double position, double difficulty) {

  // Coefficients of the log-odds that a learner tries an exercise.
  private static final double BASE_EAGERNESS = 3;
  private static final double POSITION_WEIGHT = 1.5;
  private static final double DIFFICULTY_WEIGHT = 0.5;

  /** What a learner gains by an attempt. */
  private static final double LEARNING = 0.1;

  /** Returns an exercise of random difficulty; later exercises are harder on average. */
  static DemoExercise of(int id, int exercises, Random random) {
    double position = (id - 1.0) / (exercises - 1.0);
    return new DemoExercise(id, position, 2 * position - 1 + random.nextGaussian());
  }

  /** The probability that a learner tries it; hard and late exercises are tried less. */
  double probabilityTried(double eagerness) {
    return logistic(
        BASE_EAGERNESS + eagerness - DIFFICULTY_WEIGHT * difficulty - POSITION_WEIGHT * position);
  }

  /** The probability that an attempt solves it, by the one-parameter logistic (Rasch) model. */
  double probabilitySolved(double ability, int earlierAttempts) {
    return logistic(ability - difficulty + LEARNING * earlierAttempts);
  }

  static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
