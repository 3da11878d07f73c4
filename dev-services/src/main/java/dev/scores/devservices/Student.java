package dev.scores.devservices;

import java.util.List;

/** A student of the demo class with the results of the exercises tried, by exercise id. */
record Student(String username, List<ExerciseResult> results) {

  Student {
    if (username.isBlank()) {
      throw new IllegalArgumentException("username must not be blank");
    }
    results = List.copyOf(results);
  }

  /** An address in a reserved domain (RFC 2606). */
  String email() {
    return username + "@example.com";
  }
}
