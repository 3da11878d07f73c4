package dev.scores.devservices;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Brings a class into both services, as its students themselves would: each one registers, or logs
 * in if there already, and says all answers. Again is as good as once: nothing is there twice.
 */
final class DemoClassImport {

  static final String PASSWORD = DemoUser.PASSWORD;

  /** The service hashes two passwords at once: these keep it busy, and others can still log in. */
  private static final int AT_ONCE = 4;

  private final ServiceSpec users;
  private final ServiceSpec scores;
  private final JsonClient client;

  DemoClassImport(ServiceSpec users, ServiceSpec scores, JsonClient client) {
    this.users = users;
    this.scores = scores;
    this.client = client;
  }

  /**
   * Returns when all are in. Whoever has another password by now is passed over.
   *
   * @param afterEach runs when a student is done, in that student's thread
   * @throws StartupException when a service refuses something or stops answering
   */
  void enrol(DemoClass demoClass, Runnable afterEach) throws InterruptedException {
    try (var workers = Executors.newFixedThreadPool(AT_ONCE)) {
      var students = new ArrayList<Future<?>>();
      for (var student : demoClass.students()) {
        students.add(
            workers.submit(
                () -> {
                  enrol(student);
                  afterEach.run();
                  return student;
                }));
      }
      awaitAll(students, workers);
    }
  }

  /** The first failure ends the work of all. */
  private static void awaitAll(List<Future<?>> students, ExecutorService workers)
      throws InterruptedException {
    try {
      for (var student : students) {
        student.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StartupException fault ? fault : new IllegalStateException(e);
    } finally {
      workers.shutdownNow();
    }
  }

  private void enrol(Student student) throws InterruptedException {
    var token = register(student);
    if (token.isPresent() && !student.answers().isEmpty()) {
      say(student.answers(), token);
    }
  }

  private Optional<String> register(Student student) throws InterruptedException {
    var account = credentials(student).put("username", student.username());
    var reply = client.send("POST", users.at("/auth/register"), account, Optional.empty());
    return switch (reply.status()) {
      case 201 -> Optional.of(reply.member("auth_token"));
      case 400 -> logIn(student); // The name is taken, by an earlier start.
      default -> throw reply.unexpected("does not register " + student.username());
    };
  }

  private Optional<String> logIn(Student student) throws InterruptedException {
    var reply =
        client.send("POST", users.at("/auth/login"), credentials(student), Optional.empty());
    return switch (reply.status()) {
      case 200 -> Optional.of(reply.member("auth_token"));
      case 404 -> Optional.empty();
      default -> throw reply.unexpected("does not log in " + student.username());
    };
  }

  private void say(List<ExerciseResult> answers, Optional<String> token)
      throws InterruptedException {
    var batch = JsonClient.object();
    var all = batch.putArray("scores");
    answers.forEach(answer -> all.add(answer.json()));
    var reply = client.send("PATCH", scores.at("/scores/batch"), batch, token);
    if (reply.status() != 200) {
      throw reply.unexpected("takes no scores");
    }
  }

  private static ObjectNode credentials(Student student) {
    return JsonClient.object().put("email", student.email()).put("password", PASSWORD);
  }
}
