package dev.scores.devservices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.devservices.ScriptedService.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoActivityTest {

  private static final Student ADA = new Student("ada.okafor");
  private static final Reply TOKEN = new Reply(200, "{\"auth_token\":\"t.o.k\"}");
  private static final Reply ADDED = new Reply(201, "{}");

  private final ScriptedService service = new ScriptedService();
  private final JsonClient client = new JsonClient();
  private final DemoActivity activity =
      new DemoActivity(
          List.of(ADA),
          new DemoAccounts(service.spec(), client),
          service.spec(),
          client,
          new Random(1));

  DemoActivityTest() throws IOException {}

  @AfterEach
  void stop() {
    client.close();
    service.close();
  }

  @Test
  void studentWritesAVerdictOnAnUnsolvedExercise() throws Exception {
    service.reply("/auth/login", TOKEN);
    service.reply("/scores/user", scores(1, 49), scores(1, 49));
    service.reply("/scores", ADDED, ADDED);
    activity.work(ADA);
    activity.work(ADA);
    assertEquals(5, service.requests.size(), "one login");
    for (int i : List.of(2, 4)) {
      var verdict = service.requests.get(i);
      assertTrue(
          verdict.matches(
              "PATCH /scores Bearer t\\.o\\.k \\{\"exercise_id\":50,\"correct\":(true|false)}"),
          verdict);
    }
  }

  @Test
  void studentWhoHasSolvedEverythingWritesNothing() throws Exception {
    service.reply("/auth/login", TOKEN);
    service.reply("/scores/user", scores(1, 50));
    activity.work(ADA);
    assertEquals(2, service.requests.size());
  }

  @Test
  void rejectedTokenIsReplaced() throws Exception {
    service.reply("/auth/login", TOKEN, TOKEN);
    service.reply("/scores/user", new Reply(401, "{}"), scores(1, 50));
    assertThrows(StartupException.class, () -> activity.work(ADA));
    activity.work(ADA);
    assertEquals(4, service.requests.size());
  }

  @Test
  void studentWithAChangedPasswordWritesNothing() throws Exception {
    service.reply("/auth/login", new Reply(404, "{}"));
    activity.work(ADA);
    activity.work(ADA);
    assertEquals(1, service.requests.size());
  }

  /** All solved, from the first exercise to the last. */
  private static Reply scores(int first, int last) {
    return new Reply(
        200,
        IntStream.rangeClosed(first, last)
            .mapToObj("{\"exercise_id\":%d,\"correct\":true}"::formatted)
            .collect(Collectors.joining(",", "{\"data\":{\"scores\":[", "]}}")));
  }
}
