package dev.scores.web.build;

import dev.scores.web.HtmlTemplate;
import dev.scores.web.Texts;
import dev.scores.web.WebApp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the files of the web app for the jar, and a zip for static hosts.
 *
 * <p>Fails if a module imports what does not exist, or if the app exceeds {@link #MAX_BYTES}.
 */
final class WebBuild {

  static final String DOCUMENT = WebApp.DOCUMENT;

  /** The limit of the sum of all files, each compressed by gzip. */
  static final int MAX_BYTES = 60 * 1024;

  private static final String MAIN_MODULE = "app.js";

  /** The view of an address without parameters, which the main module imports at once. */
  private static final String FIRST_VIEW = "board.js";

  /** What an operator of a static host edits. */
  private static final String STATIC_CONFIG =
      """
      {"scores":"https://scores.example.org","users":"https://users.example.org",\
      "usersPort":null,"catalogue":"exercises.json","reads":"public","writes":"learners"}""";

  /** Constant for reproducible builds. */
  private static final LocalDateTime TIMESTAMP = LocalDateTime.of(2026, 11, 20, 0, 0);

  private final SortedMap<String, byte[]> files;
  private final String digest;
  private final HtmlTemplate document;

  private WebBuild(SortedMap<String, byte[]> files, String template) {
    this.files = files;
    this.digest = digest(files);
    this.document =
        new HtmlTemplate(template).with("preload", preload()).with("web", "web/" + digest);
    checkReferences();
  }

  /**
   * @param arguments the directories of the sources, of the unpacked webjars and of the output, and
   *     the path of the zip
   */
  public static void main(String[] arguments) throws IOException {
    try {
      WebBuild built = of(Path.of(arguments[0]), Path.of(arguments[1]));
      built.checkSize();
      built.writeTo(Path.of(arguments[2]));
      built.writeZip(Path.of(arguments[3]));
      System.out.printf(
          "scores-web: %d files, %.1f KB compressed of at most %d KB%n",
          built.files.size() + 1, built.compressedSize() / 1024.0, MAX_BYTES / 1024);
    } catch (WebBuildException wrong) {
      System.err.println("scores-web: " + wrong.getMessage());
      System.exit(1);
    }
  }

  static WebBuild of(Path sources, Path webjars) throws IOException {
    return new WebBuild(
        WebFiles.collect(sources, new LitPackages(webjars)),
        Files.readString(sources.resolve(DOCUMENT)));
  }

  SortedMap<String, byte[]> files() {
    return files;
  }

  String digest() {
    return digest;
  }

  HtmlTemplate document() {
    return document;
  }

  int compressedSize() {
    return Stream.concat(files.values().stream(), Stream.of(utf8(document.html())))
        .mapToInt(WebBuild::compressedSize)
        .sum();
  }

  void checkSize() {
    if (compressedSize() > MAX_BYTES) {
      throw new WebBuildException(
          "the app has %d bytes after compression, more than the limit of %d: %s"
              .formatted(
                  compressedSize(),
                  MAX_BYTES,
                  files.entrySet().stream()
                      .map(file -> file.getKey() + " " + compressedSize(file.getValue()))
                      .collect(Collectors.joining(", "))));
    }
  }

  /** Replaces the output of an earlier build. */
  void writeTo(Path output) throws IOException {
    deleteAll(output);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = output.resolve(digest).resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
    Files.writeString(output.resolve(DOCUMENT), document.html());
    Files.writeString(
        output.resolve(WebApp.LIST),
        files.keySet().stream()
            .map(path -> digest + "/" + path + "\n")
            .collect(Collectors.joining()));
  }

  void writeZip(Path zip) throws IOException {
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      write(entries, DOCUMENT, utf8(staticDocument()));
      write(entries, "exercises.json", utf8("[]\n"));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        write(entries, "web/" + digest + "/" + file.getKey(), file.getValue());
      }
    }
  }

  /** The document without anything that a server knows. */
  String staticDocument() {
    String language = WebApp.LANGUAGES.getFirst();
    byte[] json = files.get("text/" + language + ".json");
    if (json == null) {
      throw new WebBuildException("text/" + language + ".json does not exist");
    }
    Texts texts = texts(language, json);
    return document
        .with("lang", language)
        .with("config", HtmlTemplate.escaped(STATIC_CONFIG))
        .with("title", HtmlTemplate.escaped(texts.get("title")))
        .with("page", "board")
        .with("main", "")
        .with(texts)
        .finished();
  }

  private static Texts texts(String language, byte[] json) {
    try {
      return Texts.parse(language, json);
    } catch (IOException malformed) {
      throw new WebBuildException("text/" + language + ".json: " + malformed.getMessage());
    }
  }

  /** Loads all modules at once, where the browser would follow one import after the other. */
  private String preload() {
    return Stream.of(MAIN_MODULE, FIRST_VIEW)
        .flatMap(module -> WebFiles.required(module, files).stream())
        .distinct()
        .filter(module -> !module.equals(MAIN_MODULE))
        .map("<link rel=\"modulepreload\" href=\"{{web}}/%s\">"::formatted)
        .collect(Collectors.joining("\n"));
  }

  private void checkReferences() {
    Pattern.compile("\"web/" + digest + "/([^\"]+)\"")
        .matcher(document.html())
        .results()
        .map(found -> found.group(1))
        .filter(path -> !files.containsKey(path))
        .findFirst()
        .ifPresent(
            missing -> {
              throw new WebBuildException(
                  DOCUMENT + " refers to " + missing + ", which does not exist");
            });
  }

  private static String digest(SortedMap<String, byte[]> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (path, content) -> {
            digest.update(utf8(path + "\n" + content.length + "\n"));
            digest.update(content);
          });
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  private static int compressedSize(byte[] content) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    } catch (IOException inMemory) {
      throw new IllegalStateException(inMemory);
    }
    return compressed.size();
  }

  private static void write(ZipOutputStream entries, String name, byte[] content)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIMESTAMP);
    entries.putNextEntry(entry);
    entries.write(content);
    entries.closeEntry();
  }

  private static void deleteAll(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> found = Files.walk(directory)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
