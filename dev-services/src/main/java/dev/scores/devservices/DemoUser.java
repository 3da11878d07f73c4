package dev.scores.devservices;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The user {@code demo} with three scores, which the first start creates. */
final class DemoUser {

  static final String NAME = "demo";
  static final String PASSWORD = "demo-password";

  private static final List<ExerciseResult> RESULTS =
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
   * Logs the user in, after creating it and its scores if it does not exist.
   *
   * @return a bearer token, or empty when the password was changed
   */
  Optional<String> logIn() throws InterruptedException {
    boolean isNew = register();
    var token = requestToken();
    if (isNew && token.isPresent()) {
      for (var result : RESULTS) {
        add(result, token);
      }
    }
    return token;
  }

  private boolean register() throws InterruptedException {
    var body = credentials().put("email", "demo@example.com");
    var reply = client.send("POST", users.at("/api/register"), body, Optional.empty());
    return switch (reply.status()) {
      case 201 -> true;
      case 400 -> false; // An earlier start has registered it.
      default -> throw reply.unexpected("did not register the demo user");
    };
  }

  private Optional<String> requestToken() throws InterruptedException {
    var reply = client.send("POST", users.at("/api/login"), credentials(), Optional.empty());
    return switch (reply.status()) {
      case 200 -> Optional.of(reply.member("access_token"));
      case 401 -> Optional.empty();
      default -> throw reply.unexpected("did not log in the demo user");
    };
  }

  private void add(ExerciseResult result, Optional<String> token) throws InterruptedException {
    var reply = client.send("PATCH", scores.at("/scores"), result.json(), token);
    if (reply.status() != 201 && reply.status() != 200) {
      throw reply.unexpected("did not accept a score");
    }
  }

  private static ObjectNode credentials() {
    return JsonClient.object().put("username", NAME).put("password", PASSWORD);
  }
}
