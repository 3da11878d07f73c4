package dev.scores.app;

import org.junit.jupiter.api.Test;

class FaultsTest {

  @Test
  void aFaultOfOursShowsNothingOfItself() {
    try (UsersStub users = new UsersStub();
        ScoresService service = ScoresService.start(users)) {
      service.execute("alter table scores rename column correct to incorrect");
      service
          .get("/scores/1")
          .is(
              500,
              "{\"status\":\"error\",\"message\":\"Something went wrong. Please try again.\","
                  + "\"code\":\"internal_error\"}");
    }
  }
}
