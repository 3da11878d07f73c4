package dev.scores.devservices;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Generated students of different ability and their results in the same exercises. */
record DemoClass(List<Exercise> exercises, List<Student> students) {

  private static final int EXERCISES = 50;
  private static final int STUDENTS = 200;
  private static final long SEED = 20_261_120;

  // A student's eagerness is the weighted sum of ability and a random part.
  private static final double ABILITY_WEIGHT = 0.6;
  private static final double RANDOM_WEIGHT = 0.8;

  DemoClass {
    exercises = List.copyOf(exercises);
    students = List.copyOf(students);
  }

  /** The class that {@code ./run --demo} adds, the same each time. */
  static DemoClass standard() {
    return of(SEED);
  }

  /** The result depends on the seed only: {@link Random} specifies its algorithm. */
  static DemoClass of(long seed) {
    var random = new Random(seed);
    var exercises =
        IntStream.rangeClosed(1, EXERCISES)
            .mapToObj(id -> Exercise.of(id, EXERCISES, random))
            .toList();
    var students =
        DemoNames.of(STUDENTS, random).stream()
            .map(name -> new Student(name, results(exercises, random)))
            .toList();
    return new DemoClass(exercises, students);
  }

  int resultCount() {
    return students.stream().mapToInt(student -> student.results().size()).sum();
  }

  private static List<ExerciseResult> results(List<Exercise> exercises, Random random) {
    double ability = random.nextGaussian();
    double eagerness = ABILITY_WEIGHT * ability + RANDOM_WEIGHT * random.nextGaussian();
    var results = new ArrayList<ExerciseResult>();
    for (var exercise : exercises) {
      if (random.nextDouble() < exercise.probabilityTried(eagerness)) {
        boolean solved = random.nextDouble() < exercise.probabilitySolved(ability);
        results.add(new ExerciseResult(exercise.id(), solved));
      }
    }
    return results;
  }
}
