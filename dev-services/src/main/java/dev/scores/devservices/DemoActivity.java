package dev.scores.devservices;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Writes a verdict for one of the students every few seconds, with the student's token through the
 * public APIs, in a thread of its own until {@link #close}. If a service does not respond, the next
 * verdict comes after the same pause.
 */
final class DemoActivity implements AutoCloseable {

  private static final int EXERCISES = 50;
  private static final long MIN_PAUSE_MILLIS = 2000;
  private static final long MAX_PAUSE_MILLIS = 4000;

  /** The others keep their history: among them are learners who are stuck or inactive. */
  private static final int ACTIVE = 60;

  private static final double TAKES_A_NEW_EXERCISE = 0.8;
  private static final double IS_CORRECT = 0.7;

  private final List<Student> students;
  private final DemoAccounts accounts;
  private final ServiceSpec scores;
  private final JsonClient client;
  private final Random random;
  private final Map<Student, Optional<String>> tokens = new HashMap<>();
  private final Thread thread = Thread.ofVirtual().unstarted(this::run);

  DemoActivity(
      List<Student> students,
      DemoAccounts accounts,
      ServiceSpec scores,
      JsonClient client,
      Random random) {
    this.students = students.subList(Math.max(0, students.size() - ACTIVE), students.size());
    this.accounts = accounts;
    this.scores = scores;
    this.client = client;
    this.random = random;
  }

  DemoActivity start() {
    thread.start();
    return this;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(Duration.ofMillis(random.nextLong(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS)));
        try {
          work(students.get(random.nextInt(students.size())));
        } catch (StartupException noResponse) {
          // The service may be back for the next verdict.
        }
      }
    } catch (InterruptedException closed) {
      // Ends the thread.
    }
  }

  /**
   * Writes a verdict, unless the student has solved everything.
   *
   * @throws StartupException when a service rejects a request or does not respond
   */
  void work(Student student) throws InterruptedException {
    var token = tokens.get(student);
    if (token == null) {
      token = accounts.logIn(student.email());
      tokens.put(student, token);
    }
    if (token.isEmpty()) {
      return; // The password was changed.
    }
    try {
      for (int exercise : choose(solved(token)).stream().toList()) {
        write(new ExerciseResult(exercise, random.nextDouble() < IS_CORRECT), token);
      }
    } catch (StartupException rejected) {
      tokens.remove(student); // It may have expired.
      throw rejected;
    }
  }

  /** Whether the student has solved each exercise that the student has tried. */
  private Map<Integer, Boolean> solved(Optional<String> token) throws InterruptedException {
    var reply = client.get(scores.at("/scores/user"), token);
    if (reply.status() != 200) {
      throw reply.unexpected("did not return the scores");
    }
    var solved = new HashMap<Integer, Boolean>();
    StreamSupport.stream(reply.json().at("/data/scores").spliterator(), false)
        .forEach(
            score ->
                solved.put(score.path("exercise_id").asInt(), score.path("correct").asBoolean()));
    return solved;
  }

  /** The next exercise of the course, or one that is not solved yet. */
  private Optional<Integer> choose(Map<Integer, Boolean> solved) {
    var left = IntStream.rangeClosed(1, EXERCISES).filter(it -> !solved.containsKey(it)).boxed();
    var unsolved =
        solved.entrySet().stream().filter(it -> !it.getValue()).map(Map.Entry::getKey).sorted();
    return random.nextDouble() < TAKES_A_NEW_EXERCISE
        ? left.findFirst().or(unsolved::findFirst)
        : unsolved.findFirst().or(left::findFirst);
  }

  private void write(ExerciseResult result, Optional<String> token) throws InterruptedException {
    var reply = client.send("PATCH", scores.at("/scores"), result.json(), token);
    if (reply.status() != 201 && reply.status() != 200) {
      throw reply.unexpected("did not accept a score");
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
