package dev.scores.app;

import org.junit.jupiter.api.Test;

class UnexpectedFaultTest {

  @Test
  void unexpectedFaultHidesItsDetails() {
    try (UsersStub users = new UsersStub();
        ScoresService service = ScoresService.start(users)) {
      service.execute(
          "alter table scores alter column created_at type jsonb using to_jsonb(created_at)");
      service
          .write("PATCH", "/scores", 7, "{\"exercise_id\":1,\"correct\":true}")
          .is(
              500,
              "{\"status\":\"error\",\"message\":\"Something went wrong. Please try again.\","
                  + "\"code\":\"internal_error\"}");
    }
  }
}
