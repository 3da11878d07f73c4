package dev.scores.devservices;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A believable class: students of different ability, who have worked on the same exercises. */
record DemoClass(List<Exercise> exercises, List<Student> students) {

  private static final int EXERCISES = 50;
  private static final int STUDENTS = 200;
  private static final long SEED = 20_261_120;

  /** Of an eagerness only this part comes from ability: some try hard and some are just able. */
  private static final double EAGER_BY_ABILITY = 0.6;

  private static final double EAGER_BY_NATURE = 0.8;

  DemoClass {
    exercises = List.copyOf(exercises);
    students = List.copyOf(students);
  }

  /** The one that {@code ./run --demo} brings, the same each time. */
  static DemoClass standard() {
    return of(SEED);
  }

  /** The same for the same seed, on every Java: {@link Random} fixes its algorithms. */
  static DemoClass of(long seed) {
    var random = new Random(seed);
    var exercises =
        IntStream.rangeClosed(1, EXERCISES)
            .mapToObj(id -> Exercise.of(id, EXERCISES, random))
            .toList();
    var students =
        DemoNames.of(STUDENTS, random).stream()
            .map(name -> new Student(name, answers(exercises, random)))
            .toList();
    return new DemoClass(exercises, students);
  }

  int answers() {
    return students.stream().mapToInt(student -> student.answers().size()).sum();
  }

  private static List<ExerciseResult> answers(List<Exercise> exercises, Random random) {
    double ability = random.nextGaussian();
    double eagerness = EAGER_BY_ABILITY * ability + EAGER_BY_NATURE * random.nextGaussian();
    var answers = new ArrayList<ExerciseResult>();
    for (var exercise : exercises) {
      if (random.nextDouble() < exercise.triedWith(eagerness)) {
        boolean solved = random.nextDouble() < exercise.solvedWith(ability);
        answers.add(new ExerciseResult(exercise.id(), solved));
      }
    }
    return answers;
  }
}
