package dev.scores.devservices;

import java.util.Random;

/**
 * An exercise in the terms of item response theory.
 *
 * @param position the place in the course, from 0 (first) to 1 (last)
 * @param difficulty the ability at which a student solves it with probability 0.5
 */
record Exercise(int id, double position, double difficulty) {

  // Coefficients of the log-odds that a student tries an exercise.
  private static final double BASE_EAGERNESS = 2;
  private static final double POSITION_WEIGHT = 2;
  private static final double DIFFICULTY_WEIGHT = 0.5;

  /** Returns an exercise of random difficulty; later exercises are harder on average. */
  static Exercise of(int id, int exercises, Random random) {
    double position = (id - 1.0) / (exercises - 1.0);
    return new Exercise(id, position, 2 * position - 1 + random.nextGaussian());
  }

  /** The probability that a student tries it; hard and late exercises are tried less. */
  double probabilityTried(double eagerness) {
    return logistic(
        BASE_EAGERNESS + eagerness - DIFFICULTY_WEIGHT * difficulty - POSITION_WEIGHT * position);
  }

  /** The probability that a try solves it, by the one-parameter logistic (Rasch) model. */
  double probabilitySolved(double ability) {
    return logistic(ability - difficulty);
  }

  private static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
