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
 * Adds a class to both services through their public APIs: registers each student, or logs in an
 * existing one, and writes all results as one batch. Idempotent.
 */
final class DemoClassImport {

  static final String PASSWORD = DemoUser.PASSWORD;

  /** Twice the passwords that the service hashes at once, so that other logins still get a turn. */
  private static final int CONCURRENCY = 4;

  private final ServiceSpec users;
  private final ServiceSpec scores;
  private final JsonClient client;

  DemoClassImport(ServiceSpec users, ServiceSpec scores, JsonClient client) {
    this.users = users;
    this.scores = scores;
    this.client = client;
  }

  /**
   * Returns when all students are added. A student whose password was changed is skipped.
   *
   * @param afterEach runs after each student, on a worker thread
   * @throws StartupException when a service rejects a request or does not respond
   */
  void enrol(DemoClass demoClass, Runnable afterEach) throws InterruptedException {
    try (var workers = Executors.newFixedThreadPool(CONCURRENCY)) {
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

  /** The first failure cancels the rest. */
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
    if (token.isPresent() && !student.results().isEmpty()) {
      write(student.results(), token);
    }
  }

  private Optional<String> register(Student student) throws InterruptedException {
    var account = credentials(student).put("username", student.username());
    var reply = client.send("POST", users.at("/auth/register"), account, Optional.empty());
    return switch (reply.status()) {
      case 201 -> Optional.of(reply.member("auth_token"));
      case 400 -> logIn(student); // An earlier start has registered it.
      default -> throw reply.unexpected("did not register " + student.username());
    };
  }

  private Optional<String> logIn(Student student) throws InterruptedException {
    var reply =
        client.send("POST", users.at("/auth/login"), credentials(student), Optional.empty());
    return switch (reply.status()) {
      case 200 -> Optional.of(reply.member("auth_token"));
      case 404 -> Optional.empty();
      default -> throw reply.unexpected("did not log in " + student.username());
    };
  }

  private void write(List<ExerciseResult> results, Optional<String> token)
      throws InterruptedException {
    var batch = JsonClient.object();
    var all = batch.putArray("scores");
    results.forEach(result -> all.add(result.json()));
    var reply = client.send("PATCH", scores.at("/scores/batch"), batch, token);
    if (reply.status() != 200) {
      throw reply.unexpected("did not accept the scores");
    }
  }

  private static ObjectNode credentials(Student student) {
    return JsonClient.object().put("email", student.email()).put("password", PASSWORD);
  }
}
