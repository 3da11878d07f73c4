package dev.scores.fake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The annotation and the faults, with a fake in this JVM. */
@ScoresFake(seed = 1)
class ScoresFakeTest {

  private final ScoresFakeServer scores;

  ScoresFakeTest(ScoresFakeServer scores) {
    this.scores = scores;
  }

  /** The second time the score of the first time is gone. */
  @RepeatedTest(2)
  void resetPrecedesEachTest() throws IOException {
    assertEquals(404, ScoresClient.get(scores, "/scores/10").statusCode());
    assertEquals(201, ScoresClient.upsert(scores, 2, 1).statusCode());
    assertEquals(200, ScoresClient.get(scores, "/scores/10").statusCode());
  }

  /** The second time the fault of the first time is gone. */
  @RepeatedTest(2)
  void faultsAreResetToo() throws IOException {
    assertEquals(200, ScoresClient.get(scores, "/scores").statusCode());
    scores.fail(ScoresFault.status(500));
  }

  @Test
  void seededScoresArePresent() throws IOException {
    assertEquals(200, ScoresClient.get(scores, "/scores/9").statusCode());
  }

  @Test
  void faultIsForTheRequestsThatItNames() throws IOException {
    scores.fail(ScoresFault.status(503).times(2).on("GET", "/scores/1"));
    assertEquals(200, ScoresClient.upsert(scores, 1, 1).statusCode());
    assertEquals(503, ScoresClient.get(scores, "/scores/1").statusCode());
    assertEquals(503, ScoresClient.get(scores, "/scores/1/attempts").statusCode());
    assertEquals(200, ScoresClient.get(scores, "/scores/1").statusCode());
  }

  @Test
  void delayPrecedesTheResponse() throws IOException {
    scores.fail(ScoresFault.delay(Duration.ofMillis(200)));
    long start = System.nanoTime();
    HttpResponse<String> response = ScoresClient.get(scores, "/scores");
    assertEquals(200, response.statusCode());
    assertTrue(System.nanoTime() - start >= 200_000_000);
  }

  @Test
  void brokenStreamClosesTheConnection() {
    scores.fail(ScoresFault.brokenStream());
    assertThrows(IOException.class, () -> ScoresClient.get(scores, "/scores"));
  }

  @Test
  void invalidFaultIsReported() {
    IllegalStateException rejected =
        assertThrows(IllegalStateException.class, () -> scores.fail(ScoresFault.status(200)));
    assertTrue(rejected.toString().contains("/status"), rejected.toString());
  }

  @Nested
  class NestedClass {

    @Test
    void sharesTheFake(ScoresFakeServer same) {
      assertSame(scores, same);
    }
  }

  @Test
  void severalFakesAreIndependent() throws IOException {
    try (ScoresFakeServer other = ScoresFakeServer.start()) {
      assertNotEquals(scores.url(), other.url());
      assertEquals(201, ScoresClient.upsert(other, 1, 1).statusCode());
      assertEquals(404, ScoresClient.get(other, "/scores/2").statusCode());
      assertEquals(200, ScoresClient.get(scores, "/scores/2").statusCode());
    }
  }

  @Test
  void closedFakeDoesNotServe() {
    ScoresFakeServer closed = ScoresFakeServer.start();
    closed.close();
    assertThrows(UncheckedIOException.class, closed::reset);
  }
}
