package dev.scores.web;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files of the web app on the class path. Reads them anew on each call. */
public final class WebApp {

  /** The languages of the texts; the first is the default. */
  public static final List<String> LANGUAGES = List.of("en", "de");

  /** A file that lists the others, one a line. */
  public static final String LIST = "files.txt";

  /** The template of the document. */
  public static final String DOCUMENT = "index.html";

  private final List<String> files;

  public WebApp() {
    this.files = new String(file(LIST), StandardCharsets.UTF_8).lines().toList();
  }

  /**
   * The paths of all files below {@code web/} except the document. All begin with the same digest:
   * whenever a file changes, the paths of all files change.
   */
  public List<String> files() {
    return files;
  }

  /** The contents of a file, by its path below {@code web/}. */
  public byte[] file(String path) {
    try (InputStream content = WebApp.class.getResourceAsStream("/web/" + path)) {
      if (content == null) {
        throw new FileNotFoundException("web/" + path);
      }
      return content.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * The document with its placeholders: {@code lang}, {@code title}, {@code config}, {@code page},
   * which names the view, {@code main}, and keys of texts.
   */
  public HtmlTemplate document() {
    return new HtmlTemplate(new String(file(DOCUMENT), StandardCharsets.UTF_8));
  }

  /** The texts of a language of {@link #LANGUAGES}. */
  public Texts texts(String language) {
    try {
      return Texts.parse(language, file(digest() + "/text/" + language + ".json"));
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  private String digest() {
    String first = files.getFirst();
    return first.substring(0, first.indexOf('/'));
  }
}
