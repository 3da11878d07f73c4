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
  void theStandardClassIsTheSameEverywhereAndAlways() {
    assertEquals(
        List.of("diego.bianchi", "grace.becker", "amara.evans"), names(standard).limit(3).toList());
    assertEquals(6364, standard.answers());
    assertEquals(3561, answersTo(standard.exercises()).filter(ExerciseResult::correct).count());
    assertEquals(
        List.of(
            new ExerciseResult(1, false),
            new ExerciseResult(2, true),
            new ExerciseResult(3, false)),
        standard.students().getFirst().answers().subList(0, 3));
  }

  @Test
  void theSeedDecidesAll() {
    assertEquals(DemoClass.of(1), DemoClass.of(1));
    assertNotEquals(DemoClass.of(1), DemoClass.of(2));
  }

  @Test
  void itHasTwoHundredStudentsAndFiftyExercises() {
    assertEquals(200, names(standard).distinct().count());
    assertEquals(50, standard.exercises().stream().map(Exercise::id).distinct().count());
  }

  @Test
  void namesAreThoseOfPeople() {
    assertTrue(names(standard).allMatch(name -> name.matches("[a-z]{2,}\\.[a-z]{2,}")));
  }

  @Test
  void noStudentAnswersAnExerciseTwice() {
    for (var student : standard.students()) {
      var exercises = student.answers().stream().map(ExerciseResult::exercise).toList();
      assertEquals(exercises.stream().distinct().sorted().toList(), exercises);
    }
  }

  @Test
  void hardExercisesAreSolvedByFewer() {
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
  void lateExercisesAreTriedByFewer() {
    long early = answersTo(standard.exercises().subList(0, 10)).count();
    long late = answersTo(standard.exercises().subList(40, 50)).count();
    assertTrue(early > late * 1.3, early + " " + late);
  }

  @Test
  void studentsDiffer() {
    var tried =
        standard.students().stream().mapToInt(it -> it.answers().size()).summaryStatistics();
    assertTrue(tried.getMin() < 20 && tried.getMax() > 40, tried.toString());
    var solved =
        standard.students().stream()
            .filter(it -> it.answers().size() >= 20)
            .mapToDouble(it -> share(it.answers().stream()))
            .summaryStatistics();
    assertTrue(solved.getMin() < 0.3 && solved.getMax() > 0.8, solved.toString());
  }

  private double solved(List<Exercise> exercises) {
    return share(answersTo(exercises));
  }

  private Stream<ExerciseResult> answersTo(List<Exercise> exercises) {
    Predicate<ExerciseResult> isToOne =
        answer -> exercises.stream().anyMatch(exercise -> exercise.id() == answer.exercise());
    return standard.students().stream().flatMap(it -> it.answers().stream()).filter(isToOne);
  }

  private static double share(Stream<ExerciseResult> answers) {
    return answers.mapToInt(it -> it.correct() ? 1 : 0).average().orElseThrow();
  }

  private static Stream<String> names(DemoClass demoClass) {
    return demoClass.students().stream().map(Student::username);
  }
}
