package dev.scores.devservices;

import java.util.List;

/** Somebody of the class, with an answer for each exercise that was tried, by exercise. */
record Student(String username, List<ExerciseResult> answers) {

  Student {
    if (username.isBlank()) {
      throw new IllegalArgumentException("A student needs a username");
    }
    answers = List.copyOf(answers);
  }

  /** Of a domain that is nobody's (RFC 2606). */
  String email() {
    return username + "@example.com";
  }
}
