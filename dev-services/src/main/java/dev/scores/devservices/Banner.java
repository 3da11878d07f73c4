package dev.scores.devservices;

import java.nio.file.Path;
import java.util.Optional;

/** Texts that {@code ./run} prints once the services are ready. */
final class Banner {

  private Banner() {}

  static String databases(String usersUrl, String scoresUrl) {
    return """

        Databases (DATABASE_URL)
          users   %s
          scores  %s
        """
        .formatted(usersUrl, scoresUrl);
  }

  static String services(ServiceSpec users, ServiceSpec scores, Path logs, Optional<String> token) {
    return """

        Services                        Logs
          users   %-22s  %s
          scores  %-22s  %s

        Demo user  %s / %s
        """
            .formatted(
                users.at(""),
                logs.resolve("users.log"),
                scores.at(""),
                logs.resolve("scores.log"),
                DemoUser.NAME,
                DemoUser.PASSWORD)
        + token
            .map(it -> examples(scores, it))
            .orElse("Its password was changed, so no token is shown.\n");
  }

  static String demoClass(ServiceSpec scores, Student learner) {
    return """

        Scores of the demo class  %s
          a learner     %s / %s
          the teacher   %s / %s
        """
        .formatted(
            scores.at("/"),
            learner.email(),
            Student.PASSWORD,
            DemoAccounts.TEACHER.email(),
            Student.PASSWORD);
  }

  static String end() {
    return "\nPress Ctrl-C to stop everything.";
  }

  private static String examples(ServiceSpec scores, String token) {
    var list = scores.at("/scores");
    var mine = scores.at("/scores/user");
    return """
        Token      %1$s

        Examples
          curl -s %2$s
          curl -s -X PATCH %2$s -H 'Authorization: Bearer %1$s' -H 'Content-Type: application/json' -d '{"exercise_id": 4, "correct": true}'
          curl -s %3$s -H 'Authorization: Bearer %1$s'
        """
        .formatted(token, list, mine);
  }
}
