package dev.scores.devservices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoClassTest {

  private final DemoClass standard = DemoClass.standard();

  @Test
  void standardClassIsReproducible() {
    assertEquals(
        List.of("diego.bianchi", "grace.becker", "amara.evans"), names(standard).limit(3).toList());
    assertEquals(6364, standard.resultCount());
    assertEquals(3561, resultsOf(standard.exercises()).filter(ExerciseResult::correct).count());
    assertEquals(
        List.of(
            new ExerciseResult(1, false),
            new ExerciseResult(2, true),
            new ExerciseResult(3, false)),
        standard.students().getFirst().results().subList(0, 3));
  }

  @Test
  void seedDeterminesTheClass() {
    assertEquals(DemoClass.of(1), DemoClass.of(1));
    assertNotEquals(DemoClass.of(1), DemoClass.of(2));
  }

  @Test
  void classHas200StudentsAnd50Exercises() {
    assertEquals(200, names(standard).distinct().count());
    assertEquals(50, standard.exercises().stream().map(Exercise::id).distinct().count());
  }

  @Test
  void namesAreFirstAndLastNames() {
    assertTrue(names(standard).allMatch(name -> name.matches("[a-z]{2,}\\.[a-z]{2,}")));
  }

  @Test
  void studentHasOneResultPerExercise() {
    for (var student : standard.students()) {
      var exercises = student.results().stream().map(ExerciseResult::exercise).toList();
      assertEquals(exercises.stream().distinct().sorted().toList(), exercises);
    }
  }

  @Test
  void hardExercisesAreSolvedLess() {
    var byDifficulty =
        standard.exercises().stream()
            .sorted(Comparator.comparingDouble(Exercise::difficulty))
            .toList();
    double easy = solved(byDifficulty.subList(0, 10));
    double middle = solved(byDifficulty.subList(20, 30));
    double hard = solved(byDifficulty.subList(40, 50));
    assertTrue(easy > middle + 0.1 && middle > hard + 0.1, easy + " " + middle + " " + hard);
  }

  @Test
  void lateExercisesAreTriedLess() {
    long early = resultsOf(standard.exercises().subList(0, 10)).count();
    long late = resultsOf(standard.exercises().subList(40, 50)).count();
    assertTrue(early > late * 1.3, early + " " + late);
  }

  @Test
  void studentsDifferInActivityAndSuccess() {
    var tried =
        standard.students().stream().mapToInt(it -> it.results().size()).summaryStatistics();
    assertTrue(tried.getMin() < 20 && tried.getMax() > 40, tried.toString());
    var solved =
        standard.students().stream()
            .filter(it -> it.results().size() >= 20)
            .mapToDouble(it -> share(it.results().stream()))
            .summaryStatistics();
    assertTrue(solved.getMin() < 0.3 && solved.getMax() > 0.8, solved.toString());
  }

  private double solved(List<Exercise> exercises) {
    return share(resultsOf(exercises));
  }

  private Stream<ExerciseResult> resultsOf(List<Exercise> exercises) {
    Predicate<ExerciseResult> isOfOne =
        result -> exercises.stream().anyMatch(exercise -> exercise.id() == result.exercise());
    return standard.students().stream().flatMap(it -> it.results().stream()).filter(isOfOne);
  }

  private static double share(Stream<ExerciseResult> results) {
    return results.mapToInt(it -> it.correct() ? 1 : 0).average().orElseThrow();
  }

  private static Stream<String> names(DemoClass demoClass) {
    return demoClass.students().stream().map(Student::username);
  }
}
