package dev.scores.compatibility;

import static java.nio.charset.StandardCharsets.UTF_8;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibilityChange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** The jar of the domain as some sources make it. */
final class DomainJar {

  private static final String MODULE = "module-info.java";

  private final byte[] bytes;

  private DomainJar(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Compiles the sources.
   *
   * @throws IllegalArgumentException where they do not compile
   */
  static DomainJar of(Path sources) throws IOException {
    var classes = Files.createTempDirectory("domain-classes");
    var arguments = new ArrayList<>(List.of("--release", "21", "-proc:none", "-nowarn"));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", classes.toString()));
    filesIn(sources)
        .filter(it -> it.toString().endsWith(".java") && !it.endsWith(MODULE))
        .map(Path::toString)
        .forEach(arguments::add);
    var said = new ByteArrayOutputStream();
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(null, said, said, arguments.toArray(String[]::new));
    if (exitCode != 0) {
      throw new IllegalArgumentException(sources + " does not compile: " + said.toString(UTF_8));
    }
    return new DomainJar(zip(classes));
  }

  /** What a program that was compiled against this one would fail on at run time. */
  List<String> breaksOfPrograms(DomainJar now) {
    return changesTo(now).filter(it -> !it.isBinaryCompatible()).map(DomainJar::told).toList();
  }

  /** What such a program's sources would fail on when they are compiled again, or at run time. */
  List<String> breaksOfSources(DomainJar now) {
    return changesTo(now)
        .filter(it -> !it.isBinaryCompatible() || !it.isSourceCompatible())
        .map(DomainJar::told)
        .toList();
  }

  private Stream<JApiClass> changesTo(DomainJar now) {
    var options = new JarArchiveComparatorOptions();
    options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
    return new JarArchiveComparator(options)
            .compare(
                new JApiCmpArchive(bytes, "last", "0"), new JApiCmpArchive(now.bytes, "now", "0"))
            .stream();
  }

  private static String told(JApiClass type) {
    var members = new StringWriter();
    Stream.of(type.getMethods(), type.getConstructors(), type.getFields())
        .flatMap(List::stream)
        .filter(it -> !it.getCompatibilityChanges().isEmpty())
        .forEach(it -> members.append("\n    " + it));
    return type.getFullyQualifiedName() + " " + kinds(type.getCompatibilityChanges()) + members;
  }

  private static List<String> kinds(List<JApiCompatibilityChange> changes) {
    return changes.stream().map(it -> it.getType().name()).toList();
  }

  private static byte[] zip(Path classes) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var file : filesIn(classes).toList()) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        zip.write(Files.readAllBytes(file));
      }
    }
    return bytes.toByteArray();
  }

  private static Stream<Path> filesIn(Path directory) throws IOException {
    try (var all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList().stream();
    }
  }
}
