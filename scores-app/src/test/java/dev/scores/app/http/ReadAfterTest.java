package dev.scores.app.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.domain.ScoreId;
import dev.scores.domain.StaleReads.SeenWrite;
import io.micronaut.http.HttpRequest;
import org.junit.jupiter.api.Test;

class ReadAfterTest {

  @Test
  void oneWriteMayBeReadFromTheStandby() {
    assertEquals(
        new StandbyAccess.After(new SeenWrite(new ScoreId(17), 3)),
        StandbyAccess.of(HttpRequest.GET("/scores").header("Read-After", "\"17-3\"")));
  }

  @Test
  void severalWritesAreReadFromThePrimary() {
    assertEquals(
        new StandbyAccess.None(),
        StandbyAccess.of(
            HttpRequest.GET("/scores")
                .header("Read-After", "\"17-3\"")
                .header("Read-After", "\"18-1\"")));
  }
}
