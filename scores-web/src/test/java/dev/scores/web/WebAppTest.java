package dev.scores.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the build has put on the class path. */
class WebAppTest {

  private final WebApp app = new WebApp();

  @Test
  void allFilesAreBelowOneDigest() {
    List<String> digests =
        app.files().stream().map(path -> path.replaceFirst("/.*", "")).distinct().toList();
    assertEquals(1, digests.size(), digests.toString());
    assertTrue(digests.getFirst().matches("[0-9a-f]{16}"), digests.toString());
    assertTrue(app.files().contains(digests.getFirst() + "/app.js"), app.files().toString());
    assertTrue(app.files().contains(digests.getFirst() + "/lit/LICENSE"), app.files().toString());
  }

  @Test
  void documentRefersToFilesOfTheDigestOnly() {
    String document = app.document().html();
    List<String> references =
        Pattern.compile("(?:src|href)=\"(web/[^\"]*)\"")
            .matcher(document)
            .results()
            .map(found -> found.group(1).substring("web/".length()))
            .toList();
    assertTrue(references.size() > 3, references.toString());
    references.forEach(path -> assertTrue(app.files().contains(path), path));
  }

  @Test
  void documentHasNoInlineScriptOrStyle() {
    assertFalse(
        Pattern.compile("<style|<script(?![^>]* src=)|\\s(?:style|on\\w+)=")
            .matcher(app.document().html())
            .find());
  }

  @Test
  void modulesImportRelativePathsOnly() {
    app.files().stream()
        .filter(path -> path.endsWith(".js"))
        .forEach(
            path ->
                assertFalse(
                    Pattern.compile("(?:\\bfrom|\\bimport)\\s*[\"'](?!\\.{1,2}/)")
                        .matcher(new String(app.file(path), StandardCharsets.UTF_8))
                        .find(),
                    path));
  }

  @Test
  void unknownFileIsAnError() {
    assertThrows(UncheckedIOException.class, () -> app.file("nope"));
  }
}
