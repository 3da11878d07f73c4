package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scores.app.ScoresService.Response;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The export of everything that is kept about the caller. */
class PersonalExportTest {

  private static final String PATH = "/scores/user/export";

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users);
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  @BeforeEach
  void noScores() {
    service.execute(
        "truncate scores restart identity; alter sequence score_events_sequence restart");
  }

  @Test
  void exportHasScoresAndEvents() {
    service.execute(
        """
        insert into scores (user_id, exercise_id, correct, created_at, updated_at) values
          (1, 7, false, '2026-11-20T09:15:00Z', '2026-11-20T09:15:00Z'),
          (2, 7, true, '2026-11-20T09:15:00Z', '2026-11-20T09:15:00Z');
        update scores set correct = true, updated_at = '2026-11-20T09:16:00Z' where user_id = 1;
        update score_events set written_by = 'sa_autograder' where type = 'u'""");
    String solved =
        "{\"id\":1,\"user_id\":1,\"exercise_id\":7,\"correct\":true,"
            + "\"created_at\":\"2026-11-20T09:15:00.000000Z\","
            + "\"updated_at\":\"2026-11-20T09:16:00.000000Z\",\"attempts\":2,"
            + "\"solved_at\":\"2026-11-20T09:16:00.000000Z\",\"attempts_to_solve\":2}";
    export()
        .is(
            200,
            "{\"status\":\"success\",\"data\":{\"scores\":["
                + solved
                + "],\"user_id\":1,\"events_since\":null,\"events\":["
                + "{\"type\":\"added\",\"sequence\":1,\"at\":\"2026-11-20T09:15:00.000000Z\","
                + "\"verdict\":false,\"score\":{\"id\":1,\"user_id\":1,\"exercise_id\":7,"
                + "\"correct\":false,\"created_at\":\"2026-11-20T09:15:00.000000Z\","
                + "\"updated_at\":\"2026-11-20T09:15:00.000000Z\",\"attempts\":1,"
                + "\"solved_at\":null,\"attempts_to_solve\":null}},"
                + "{\"type\":\"updated\",\"sequence\":3,\"at\":\"2026-11-20T09:16:00.000000Z\","
                + "\"verdict\":true,\"score\":"
                + solved
                + ",\"written_by\":\"sa_autograder\"}]}}");
  }

  @Test
  void callerWithoutScoresGetsAnEmptyExport() {
    export()
        .is(
            200,
            "{\"status\":\"success\",\"data\":{\"scores\":[],\"user_id\":1,"
                + "\"events_since\":null,\"events\":[]}}");
  }

  @Test
  void longExportIsComplete() throws IOException {
    service.execute(
        """
        insert into scores (user_id, exercise_id, correct, created_at, updated_at)
        select 1, n, false, now(), now() from generate_series(1, 2500) n;
        update scores set correct = true;
        delete from scores where exercise_id <= 500""");
    JsonNode data = JsonMapper.builder().build().readTree(export().body()).get("data");
    assertEquals(2000, data.get("scores").size());
    assertEquals(5500, data.get("events").size());
  }

  @Test
  void exportSaysSinceWhenEventsAreKept() {
    try (ScoresService forgetful =
        ScoresService.start(
            users, "DATABASE_URL", service.databaseUrl(), "EVENTS_RETENTION", "40d")) {
      ZonedDateTime since = ZonedDateTime.now(ZoneOffset.UTC).minusDays(40);
      forgetful
          .write("GET", PATH, 1, "")
          .is(
              200,
              ("{\"status\":\"success\",\"data\":{\"scores\":[],\"user_id\":1,"
                      + "\"events_since\":\"%tY-%<tm-01T00:00:00.000000Z\",\"events\":[]}}")
                  .formatted(since));
    }
  }

  private static Response export() {
    return service.write("GET", PATH, 1, "");
  }
}
