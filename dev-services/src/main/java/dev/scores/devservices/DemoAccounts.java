package dev.scores.devservices;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Adds the accounts of the demo class through the public API of the users service. Idempotent.
 * Their scores are a {@link DemoHistory}.
 */
final class DemoAccounts {

  static final Student TEACHER = new Student("teacher");

  private static final String ADMIN = "admin@example.com";

  /** With these settings the users service has an admin, who appoints the teacher. */
  static final Map<String, String> USERS_SETTINGS =
      Map.of("USERS_ADMIN_EMAIL", ADMIN, "USERS_ADMIN_PASSWORD", Student.PASSWORD);

  /** Twice the passwords that the service hashes at once, so that other logins still get a turn. */
  private static final int CONCURRENCY = 4;

  private final ServiceSpec users;
  private final JsonClient client;

  DemoAccounts(ServiceSpec users, JsonClient client) {
    this.users = users;
    this.client = client;
  }

  /** Whether an earlier start has enrolled the class; its last student comes last. */
  boolean isEnrolled(List<Student> students) throws InterruptedException {
    return logIn(students.getLast().email()).isPresent();
  }

  /**
   * Returns when all students have an account. The first student gets the lowest id.
   *
   * @param afterEach runs after each student, on a worker thread
   * @throws StartupException when the service rejects a request or does not respond
   */
  void enrol(List<Student> students, Runnable afterEach) throws InterruptedException {
    int last = students.size() - 1;
    register(students.getFirst());
    afterEach.run();
    try (var workers = Executors.newFixedThreadPool(CONCURRENCY)) {
      var registrations = new ArrayList<Future<?>>();
      for (var student : students.subList(1, last)) {
        registrations.add(
            workers.submit(
                () -> {
                  register(student);
                  afterEach.run();
                  return student;
                }));
      }
      awaitAll(registrations, workers);
    }
    register(students.get(last));
    afterEach.run();
  }

  /** The first failure cancels the rest. */
  private static void awaitAll(List<Future<?>> registrations, ExecutorService workers)
      throws InterruptedException {
    try {
      for (var registration : registrations) {
        registration.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StartupException fault ? fault : new IllegalStateException(e);
    } finally {
      workers.shutdownNow();
    }
  }

  /**
   * Registers the teacher and gives the account the role, unless a password was changed.
   *
   * @throws StartupException when the service rejects a request or does not respond
   */
  void appointTeacher() throws InterruptedException {
    register(TEACHER);
    var teacher = logIn(TEACHER.email());
    var admin = logIn(ADMIN);
    if (teacher.isPresent() && admin.isPresent()) {
      appoint(client.get(users.at("/auth/status"), teacher).json().at("/data/id").asInt(), admin);
    }
  }

  private void appoint(int id, Optional<String> admin) throws InterruptedException {
    var account =
        JsonClient.object()
            .put("username", TEACHER.username())
            .put("email", TEACHER.email())
            .put("teacher", true);
    var reply = client.send("PUT", users.at("/users/" + id), account, admin);
    if (reply.status() != 200) {
      throw reply.unexpected("did not appoint the teacher");
    }
  }

  private void register(Student student) throws InterruptedException {
    var account = credentials(student.email()).put("username", student.username());
    var reply = client.send("POST", users.at("/auth/register"), account, Optional.empty());
    // 400 if an earlier start has registered the student.
    if (reply.status() != 201 && reply.status() != 400) {
      throw reply.unexpected("did not register " + student.username());
    }
  }

  /**
   * Returns a token, or empty when the password was changed.
   *
   * @throws StartupException when the service rejects the request or does not respond
   */
  Optional<String> logIn(String email) throws InterruptedException {
    var reply = client.send("POST", users.at("/auth/login"), credentials(email), Optional.empty());
    return switch (reply.status()) {
      case 200 -> Optional.of(reply.member("auth_token"));
      case 404 -> Optional.empty();
      default -> throw reply.unexpected("did not log in " + email);
    };
  }

  private static ObjectNode credentials(String email) {
    return JsonClient.object().put("email", email).put("password", Student.PASSWORD);
  }
}
