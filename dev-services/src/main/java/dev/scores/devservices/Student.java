package dev.scores.devservices;

import java.util.List;
import java.util.Random;

/** A student of the demo class. */
record Student(String username) {

  static final String PASSWORD = DemoUser.PASSWORD;

  private static final int STUDENTS = 200;
  private static final long SEED = 20_261_120;

  Student {
    if (username.isBlank()) {
      throw new IllegalArgumentException("username must not be blank");
    }
  }

  /** The class that {@code ./run --demo} adds, the same each time. */
  static List<Student> all() {
    return DemoNames.of(STUDENTS, new Random(SEED)).stream().map(Student::new).toList();
  }

  /** An address in a reserved domain (RFC 2606). */
  String email() {
    return username + "@example.com";
  }
}
