package dev.scores.web.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The npm packages of Lit, as Maven has unpacked their webjars. */
final class LitPackages {

  /**
   * @param directory the name of its directory, here and in the app
   * @param main the module that the bare name of the package means
   */
  private record LitPackage(String directory, String main) {}

  private final Path webjars;
  private final TreeMap<String, LitPackage> packages = new TreeMap<>();

  /**
   * @param webjars a directory with one directory for each webjar, which has one for its version
   */
  LitPackages(Path webjars) {
    this.webjars = webjars;
    packages.put("lit", new LitPackage("lit", "index.js"));
    packages.put("lit-html", new LitPackage("lit-html", "lit-html.js"));
    packages.put("lit-element", new LitPackage("lit-element", "index.js"));
    packages.put(
        "@lit/reactive-element", new LitPackage("lit__reactive-element", "reactive-element.js"));
  }

  /** The names by which modules import them. */
  List<String> names() {
    return List.copyOf(packages.keySet());
  }

  /** The path in the app, such as {@code lit/lit-html/lit-html.js}; empty if it is unknown. */
  Optional<String> resolve(String specifier) {
    return packages.entrySet().stream()
        .filter(
            known -> specifier.equals(known.getKey()) || specifier.startsWith(known.getKey() + "/"))
        .map(
            known ->
                "lit/%s/%s"
                    .formatted(
                        known.getValue().directory(),
                        specifier.equals(known.getKey())
                            ? known.getValue().main()
                            : specifier.substring(known.getKey().length() + 1)))
        .findFirst();
  }

  /** The unpacked file for a path in the app; may not exist. */
  Path file(String path) throws IOException {
    String[] parts = path.split("/", 3);
    try (Stream<Path> versions = Files.list(webjars.resolve(parts[1]))) {
      List<Path> found = versions.toList();
      if (found.size() != 1) {
        throw new WebBuildException(
            "run mvn clean: there are several versions of " + webjars.resolve(parts[1]));
      }
      return found.getFirst().resolve(parts[2]);
    }
  }

  /** The licence of Lit, which copies must include. */
  Path licence() throws IOException {
    return file("lit/lit/LICENSE");
  }
}
