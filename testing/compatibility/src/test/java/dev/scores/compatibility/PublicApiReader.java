package dev.scores.compatibility;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Reads the {@link PublicApi} of the domain from its sources, which it compiles first. */
final class PublicApiReader {

  private static final String PACKAGE = "dev.scores.domain.";
  private static final List<String> OF_OBJECT = List.of("equals", "hashCode", "toString");

  private PublicApiReader() {}

  /**
   * Compiles the sources and reads the classes by reflection.
   *
   * @throws IllegalArgumentException if the sources do not compile
   */
  static PublicApi ofSources(Path sources) throws IOException {
    var classes = compile(sources);
    URL[] path = {classes.toUri().toURL()};
    try (var loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      return new PublicApi(
          filesIn(classes, ".class")
              .map(file -> load(loader, classes.relativize(file)))
              .filter(PublicApiReader::isPublic)
              .flatMap(PublicApiReader::lines)
              .map(PublicApiReader::shorten)
              .toList());
    }
  }

  private static Path compile(Path sources) throws IOException {
    var classes = Files.createTempDirectory("domain-classes");
    var arguments = new ArrayList<>(List.of("--release", "21", "-proc:none", "-nowarn"));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", classes.toString()));
    filesIn(sources, ".java")
        .filter(file -> !file.endsWith("module-info.java"))
        .map(Path::toString)
        .forEach(arguments::add);
    var output = new ByteArrayOutputStream();
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(null, output, output, arguments.toArray(String[]::new));
    if (exitCode != 0) {
      throw new IllegalArgumentException(sources + " does not compile: " + output.toString(UTF_8));
    }
    return classes;
  }

  private static Class<?> load(ClassLoader loader, Path file) {
    try {
      var name = file.toString().replace('\\', '/').replace('/', '.').replaceFirst("\\.class$", "");
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(file + " was compiled and cannot be loaded", e);
    }
  }

  private static boolean isPublic(Class<?> type) {
    var outer = type.getEnclosingClass();
    return isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  private static boolean isPublic(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static Stream<String> lines(Class<?> type) {
    return Stream.of(
            Stream.of(kind(type)),
            Stream.ofNullable(type.getGenericSuperclass())
                .filter(it -> !it.equals(Object.class) && !it.equals(Record.class))
                .map(it -> "extends " + it.getTypeName()),
            names(type.getGenericInterfaces()).map(it -> "implements " + it),
            names(Optional.ofNullable(type.getPermittedSubclasses()).orElse(new Class<?>[0]))
                .map(it -> "permits " + it),
            components(type),
            fields(type),
            Stream.of(type.getDeclaredConstructors())
                .filter(it -> isPublic(it.getModifiers()))
                .map(it -> "constructor " + signature(it, type.getSimpleName())),
            Stream.of(type.getDeclaredMethods())
                .filter(it -> isPublic(it.getModifiers()) && !it.isSynthetic())
                .filter(it -> !OF_OBJECT.contains(it.getName()))
                .map(PublicApiReader::method))
        .flatMap(facts -> facts)
        .map(fact -> type.getTypeName() + ": " + fact);
  }

  private static String kind(Class<?> type) {
    var modifiers = new ArrayList<String>();
    if (Modifier.isProtected(type.getModifiers())) {
      modifiers.add("protected");
    }
    if (type.isInterface()) {
      modifiers.add(type.isSealed() ? "sealed interface" : "interface");
    } else {
      modifiers.add(Modifier.toString(type.getModifiers() & (Modifier.ABSTRACT | Modifier.FINAL)));
      modifiers.add(type.isRecord() ? "record" : type.isEnum() ? "enum" : "class");
    }
    return String.join(" ", modifiers).strip();
  }

  /** In their order: a program that takes a record apart relies on it. */
  private static Stream<String> components(Class<?> type) {
    return type.isRecord()
        ? Stream.of(
            Arrays.stream(type.getRecordComponents())
                .map(it -> it.getGenericType().getTypeName() + " " + it.getName())
                .collect(Collectors.joining(", ", "components (", ")")))
        : Stream.of();
  }

  private static Stream<String> fields(Class<?> type) {
    int shown = Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL;
    return Stream.of(type.getDeclaredFields())
        .filter(it -> isPublic(it.getModifiers()) && !it.isSynthetic())
        .map(
            it ->
                words(
                    "field",
                    Modifier.toString(it.getModifiers() & shown),
                    it.getGenericType().getTypeName(),
                    it.getName()));
  }

  private static String method(Method method) {
    int shown = Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT;
    return words(
        "method",
        Modifier.toString(method.getModifiers() & shown),
        method.isDefault() ? "default" : "",
        method.getGenericReturnType().getTypeName(),
        signature(method, method.getName()));
  }

  private static String signature(Executable executable, String name) {
    var parameters =
        names(executable.getGenericParameterTypes()).collect(Collectors.joining(", ", "(", ")"));
    var exceptions = names(executable.getGenericExceptionTypes()).collect(Collectors.joining(", "));
    return name + parameters + (exceptions.isEmpty() ? "" : " throws " + exceptions);
  }

  private static Stream<String> names(Type[] types) {
    return Stream.of(types).map(Type::getTypeName);
  }

  private static String words(String... words) {
    return Stream.of(words).filter(it -> !it.isEmpty()).collect(Collectors.joining(" "));
  }

  private static String shorten(String line) {
    return line.replace(PACKAGE, "").replace("java.lang.", "").replace('$', '.');
  }

  private static Stream<Path> filesIn(Path directory, String suffix) throws IOException {
    try (var all = Files.walk(directory)) {
      return all.filter(file -> file.toString().endsWith(suffix)).toList().stream();
    }
  }
}
