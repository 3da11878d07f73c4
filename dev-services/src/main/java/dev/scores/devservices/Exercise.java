package dev.scores.devservices;

import java.util.Random;

/**
 * An exercise as item response theory sees it.
 *
 * @param position where in the course it stands: 0 is the begin, 1 the end
 * @param difficulty the ability with which one in two solves it
 */
record Exercise(int id, double position, double difficulty) {

  /**
   * How likely somebody tries an average exercise at the begin, and how much less one at the end.
   */
  private static final double EAGERNESS_OF_ALL = 2;

  private static final double TIREDNESS = 2;
  private static final double DREAD = 0.5;

  /** One of a course that becomes harder on its way, with easy and hard ones everywhere. */
  static Exercise of(int id, int exercises, Random random) {
    double position = (id - 1.0) / (exercises - 1.0);
    return new Exercise(id, position, 2 * position - 1 + random.nextGaussian());
  }

  /** How likely somebody tries it: rather not when it is hard or stands late. */
  double triedWith(double eagerness) {
    return logistic(EAGERNESS_OF_ALL + eagerness - DREAD * difficulty - TIREDNESS * position);
  }

  /** How likely somebody who tries it solves it: the one-parameter logistic (Rasch) model. */
  double solvedWith(double ability) {
    return logistic(ability - difficulty);
  }

  private static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
