package dev.scores.web.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebBuildTest {

  private static final Path WEBJARS = Path.of("target/webjars/META-INF/resources/webjars");

  @TempDir private Path directory;

  @BeforeEach
  void smallApp() throws IOException {
    write(
        "index.html",
        """
        <html lang="{{lang}}"><title>{{title}}</title><meta content="{{config}}">
        {{preload}}
        <script type="module" src="{{web}}/app.js"></script>{{main}}</html>
        """);
    write("text/en.json", "{\"title\":\"A & B\"}");
    write("app.js", "import './one.js';\nimport('./lazy.js');\n");
    write("one.js", "export const one = 1;\n");
    write("board.js", "import './two.js';\n");
    write("two.js", "export const two = 2;\n");
    write("lazy.js", "export const lazy = 1;\n");
  }

  @Test
  void importsOfLitBecomeRelativePaths() throws IOException {
    write(
        "app.js",
        """
        /** @type {import('../types').Unknown} */
        // import 'unknown'
        import { html } from 'lit';
        import { repeat } from "lit/directives/repeat.js";
        """);
    WebBuild built = built();
    String app = new String(built.files().get("app.js"), StandardCharsets.UTF_8);
    assertTrue(app.contains("import { html } from './lit/lit/index.js';"), app);
    assertTrue(app.contains("import { repeat } from \"./lit/lit/directives/repeat.js\";"), app);
    assertTrue(
        built
            .files()
            .keySet()
            .containsAll(
                Set.of(
                    "lit/LICENSE",
                    "lit/lit-html/lit-html.js",
                    "lit/lit-html/directives/repeat.js",
                    "lit/lit__reactive-element/css-tag.js")),
        built.files().keySet().toString());
    assertFalse(built.files().containsKey("lit/lit-html/directives/until.js"), "not imported");
  }

  @Test
  void modulesThatRunAtOnceArePreloaded() throws IOException {
    WebBuild built = built();
    String document = built.document().html();
    String preload = "<link rel=\"modulepreload\" href=\"web/" + built.digest() + "/";
    assertTrue(document.contains(preload + "one.js\">"), document);
    assertTrue(document.contains(preload + "two.js\">"), document);
    assertFalse(document.contains(preload + "app.js\">"), document);
    assertFalse(document.contains("lazy.js"), document);
  }

  @Test
  void missingImportFails() throws IOException {
    write("one.js", "import { nope } from './nope.js';\n");
    assertFails("one.js imports './nope.js', but nope.js does not exist");
  }

  @Test
  void missingDynamicImportFails() throws IOException {
    write("one.js", "const nope = () => import('./nope.js');\n");
    assertFails("one.js imports './nope.js', but nope.js does not exist");
  }

  @Test
  void unknownPackageFails() throws IOException {
    write("one.js", "import 'react';\n");
    assertFails(
        "one.js imports 'react', which is no relative path and in none of the packages"
            + " [@lit/reactive-element, lit, lit-element, lit-html]");
  }

  @Test
  void unknownFileOfLitFails() throws IOException {
    write("one.js", "import 'lit/nope.js';\n");
    assertFails("one.js imports 'lit/nope.js', but lit/lit/nope.js does not exist");
  }

  @Test
  void missingFileInTheDocumentFails() throws IOException {
    write("index.html", "<link href=\"{{web}}/app.css\">");
    assertFails("index.html refers to app.css, which does not exist");
  }

  @Test
  void tooLargeAppFails() throws IOException {
    byte[] noise = new byte[WebBuild.MAX_BYTES];
    new Random(1).nextBytes(noise);
    write("noise.txt", Base64.getEncoder().encodeToString(noise));
    WebBuild built = built();
    String message =
        String.valueOf(assertThrows(WebBuildException.class, built::checkSize).getMessage());
    assertTrue(message.contains("more than the limit of 61440: app.js "), message);
  }

  @Test
  void digestChangesWithEveryFile() throws IOException {
    String before = built().digest();
    assertEquals(before, built().digest());
    write("text/en.json", "{\"title\":\"Other\"}");
    assertNotEquals(before, built().digest());
  }

  @Test
  void outputOfAnEarlierBuildIsRemoved() throws IOException {
    Path output = directory.resolve("output");
    Files.createDirectories(output.resolve("old"));
    Files.writeString(output.resolve("old/app.js"), "");
    WebBuild built = built();
    built.writeTo(output);
    assertFalse(Files.exists(output.resolve("old")));
    for (String path : Files.readAllLines(output.resolve("files.txt"))) {
      assertTrue(path.startsWith(built.digest() + "/"), path);
      assertTrue(Files.exists(output.resolve(path)), path);
    }
  }

  @Test
  void zipIsACompleteSiteAndReproducible() throws IOException {
    Path zip = directory.resolve("a.zip");
    Path again = directory.resolve("b.zip");
    WebBuild built = built();
    built.writeZip(zip);
    built.writeZip(again);
    assertEquals(-1, Files.mismatch(zip, again));
    try (ZipFile entries = new ZipFile(zip.toFile())) {
      Set<String> names =
          entries.stream().map(entry -> entry.getName()).collect(Collectors.toSet());
      assertEquals(
          Stream.concat(
                  Stream.of("index.html", "exercises.json"),
                  built.files().keySet().stream().map(path -> "web/" + built.digest() + "/" + path))
              .collect(Collectors.toSet()),
          names);
    }
    String document = built.staticDocument();
    assertTrue(document.contains("<title>A &amp; B</title>"), document);
    assertTrue(document.contains("&quot;catalogue&quot;:&quot;exercises.json&quot;"), document);
  }

  private WebBuild built() throws IOException {
    return WebBuild.of(directory.resolve("sources"), WEBJARS);
  }

  private void assertFails(String message) {
    assertEquals(message, assertThrows(WebBuildException.class, this::built).getMessage());
  }

  private void write(String path, String content) throws IOException {
    Path file = directory.resolve("sources").resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
