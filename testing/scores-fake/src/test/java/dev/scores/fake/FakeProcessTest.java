package dev.scores.fake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FakeProcessTest {

  @Test
  void processServesUntilItIsClosed() throws IOException {
    Set<Long> before = children();
    ScoresFakeServer scores = ScoresFakeServer.startProcess(0);
    assertEquals(201, ScoresClient.upsert(scores, 1, 1).statusCode());
    scores.close();
    assertThrows(UncheckedIOException.class, scores::reset);
    assertEquals(before, children());
  }

  /** As when this JVM ends, whichever way. */
  @Test
  void processEndsWhenItsInputIsClosed() throws Exception {
    Process process = FakeProcess.launch(0);
    assertNotNull(process.inputReader(StandardCharsets.UTF_8).readLine());
    process.getOutputStream().close();
    assertEquals(0, process.waitFor());
    assertFalse(process.isAlive());
  }

  private static Set<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
  }
}
