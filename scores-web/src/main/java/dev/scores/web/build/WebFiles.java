package dev.scores.web.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Collects the files of the app by path: its own, and those of Lit that they import. */
final class WebFiles {

  private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*$");

  /** JSDoc in modules and comments in the style sheet: a third of them. */
  private static final Pattern COMMENT = Pattern.compile("/\\*[*\\s](?:(?!\\*/)[\\s\\S])*+\\*/");

  /** Blank lines, and spaces at either end of a line. */
  private static final Pattern SPACE = Pattern.compile("(?m)^\\s+|[ \\t]+$");

  private final Path sources;
  private final LitPackages lit;
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final Deque<String> modulesOfLit = new ArrayDeque<>();

  private WebFiles(Path sources, LitPackages lit) {
    this.sources = sources;
    this.lit = lit;
  }

  /**
   * @throws WebBuildException if a module imports what does not exist
   */
  static SortedMap<String, byte[]> collect(Path sources, LitPackages lit) throws IOException {
    WebFiles collected = new WebFiles(sources, lit);
    collected.addOwn();
    collected.addLit();
    return collected.files;
  }

  /** The modules that must be loaded before the given one runs, itself included. */
  static Set<String> required(String module, SortedMap<String, byte[]> files) {
    Set<String> required = new LinkedHashSet<>();
    Deque<String> left = new ArrayDeque<>(Set.of(module));
    while (!left.isEmpty()) {
      String next = left.remove();
      byte[] content = files.get(next);
      if (content == null) {
        throw new WebBuildException(next + " does not exist");
      }
      if (required.add(next)) {
        ModuleImports.of(new String(content, UTF_8))
            .statics()
            .forEach(specifier -> left.add(resolve(next, specifier)));
      }
    }
    return required;
  }

  private void addOwn() throws IOException {
    try (Stream<Path> found = Files.walk(sources)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        String path = sources.relativize(file).toString().replace('\\', '/');
        if (!path.equals(WebBuild.DOCUMENT)) {
          add(path, Files.readAllBytes(file));
        }
      }
    }
  }

  private void addLit() throws IOException {
    while (!modulesOfLit.isEmpty()) {
      String path = modulesOfLit.remove();
      if (!files.containsKey(path)) {
        add(path, Files.readAllBytes(lit.file(path)));
      }
    }
    files.put("lit/LICENSE", Files.readAllBytes(lit.licence()));
  }

  private void add(String path, byte[] content) {
    if (!path.endsWith(".js")) {
      files.put(path, path.endsWith(".css") ? condensed(text(content)).getBytes(UTF_8) : content);
      return;
    }
    String module = path.startsWith("lit/") ? text(content) : condensed(text(content));
    String rewritten = ModuleImports.rewrite(module, specifier -> relative(path, specifier));
    files.put(
        path, SOURCE_MAP.matcher(rewritten).replaceAll("").strip().concat("\n").getBytes(UTF_8));
  }

  private static String text(byte[] content) {
    return new String(content, UTF_8);
  }

  /** The source without what only people read. */
  private static String condensed(String source) {
    return SPACE.matcher(COMMENT.matcher(source).replaceAll("")).replaceAll("");
  }

  /** The specifier by which a module imports another one of the app. */
  private String relative(String module, String specifier) {
    boolean isRelative = specifier.startsWith("./") || specifier.startsWith("../");
    String imported =
        isRelative
            ? resolve(module, specifier)
            : lit.resolve(specifier)
                .orElseThrow(
                    () ->
                        new WebBuildException(
                            "%s imports '%s', which is no relative path and in none of the packages %s"
                                .formatted(module, specifier, lit.names())));
    if (!exists(imported)) {
      throw new WebBuildException(
          "%s imports '%s', but %s does not exist".formatted(module, specifier, imported));
    }
    if (imported.startsWith("lit/")) {
      modulesOfLit.add(imported);
    }
    if (isRelative) {
      return specifier;
    }
    String path = parent(module).relativize(Path.of(imported)).toString().replace('\\', '/');
    return path.startsWith(".") ? path : "./" + path;
  }

  private boolean exists(String path) {
    try {
      return Files.isRegularFile(path.startsWith("lit/") ? lit.file(path) : sources.resolve(path));
    } catch (IOException unknown) {
      return false;
    }
  }

  private static String resolve(String module, String specifier) {
    return parent(module).resolve(specifier).normalize().toString().replace('\\', '/');
  }

  private static Path parent(String module) {
    Path parent = Path.of(module).getParent();
    return parent == null ? Path.of("") : parent;
  }
}
