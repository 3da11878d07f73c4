package dev.scores.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReliabilityDocumentTest {

  @Test
  void newTableReplacesTheOldOne() {
    String text = "before\n<!-- the table -->\nold\n<!-- end -->\nafter\n";
    assertEquals(
        "before\n<!-- the table -->\nnew\n<!-- end -->\nafter\n",
        ReliabilityDocument.with(text, "the table", "new\n"));
  }

  @Test
  void missingMarkIsAnError() {
    assertThrows(
        IllegalStateException.class,
        () -> ReliabilityDocument.with("before\nafter\n<!-- end -->\n", "the table", "new\n"));
  }

  /** {@code testing/faults/run --write} updates the document. */
  @Test
  void documentHasThePromisesOfTheDrills() throws IOException {
    String text = Files.readString(Path.of("../../docs/reliability.md"));
    String promises = ReliabilityDocument.promises(Drills.ALL);
    assertTrue(text.contains("<!-- the promises -->\n" + promises + "<!-- end -->\n"), promises);
  }
}
