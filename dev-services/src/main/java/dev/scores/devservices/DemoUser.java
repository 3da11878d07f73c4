package dev.scores.devservices;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * The user that is there from the first start, with some scores, so that there is something to see.
 */
final class DemoUser {

  static final String NAME = "demo";
  static final String PASSWORD = "demo-password";

  private static final List<ExerciseResult> ANSWERS =
      List.of(
          new ExerciseResult(1, true), new ExerciseResult(2, false), new ExerciseResult(3, true));

  private final ServiceSpec users;
  private final ServiceSpec scores;
  private final JsonClient client;

  DemoUser(ServiceSpec users, ServiceSpec scores, JsonClient client) {
    this.users = users;
    this.scores = scores;
    this.client = client;
  }

  /**
   * Registers the user and adds the scores if it is new, and logs it in.
   *
   * @return a bearer token; none when somebody has changed the password since
   */
  Optional<String> comeIn() throws InterruptedException {
    boolean isNew = register();
    var token = logIn();
    if (isNew && token.isPresent()) {
      for (var answer : ANSWERS) {
        add(answer, token);
      }
    }
    return token;
  }

  private boolean register() throws InterruptedException {
    var body = credentials().put("email", "demo@example.com");
    var reply = client.send("POST", users.at("/api/register"), body, Optional.empty());
    return switch (reply.status()) {
      case 201 -> true;
      case 400 -> false; // The name is taken, by a demo user of an earlier start.
      default -> throw reply.unexpected("registers no demo user");
    };
  }

  private Optional<String> logIn() throws InterruptedException {
    var reply = client.send("POST", users.at("/api/login"), credentials(), Optional.empty());
    return switch (reply.status()) {
      case 200 -> Optional.of(reply.member("access_token"));
      case 401 -> Optional.empty();
      default -> throw reply.unexpected("does not log the demo user in");
    };
  }

  private void add(ExerciseResult answer, Optional<String> token) throws InterruptedException {
    var reply = client.send("PATCH", scores.at("/scores"), answer.json(), token);
    if (reply.status() != 201 && reply.status() != 200) {
      throw reply.unexpected("takes no score");
    }
  }

  private static ObjectNode credentials() {
    return JsonClient.object().put("username", NAME).put("password", PASSWORD);
  }
}
