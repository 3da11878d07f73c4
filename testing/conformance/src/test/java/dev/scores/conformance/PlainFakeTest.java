package dev.scores.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A test double that does what the contract says and nothing more conforms at level contract. */
class PlainFakeTest {

  private static final String FAKE = "src/test/resources/plain-fake.js";

  @Test
  void plainNodeServerConforms() throws IOException {
    assumeTrue(hasNode(), "Node is not installed");
    Process node =
        new ProcessBuilder("node", Path.of(FAKE).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = node.inputReader()) {
      String url = "http://127.0.0.1:" + output.readLine();
      StringWriter out = new StringWriter();
      int exitCode =
          ConformanceCommand.run(
              new PrintWriter(out, true),
              new PrintWriter(new StringWriter()),
              url,
              "--token",
              "user-7",
              "--other-token",
              "user-9");
      assertEquals(0, exitCode, out.toString());
      assertTrue(out.toString().contains(" 0 not judged"), out.toString());
    } finally {
      node.destroy();
    }
  }

  private static boolean hasNode() {
    try {
      return new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
