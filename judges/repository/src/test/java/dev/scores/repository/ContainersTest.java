package dev.scores.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Who gets into a container gets no further: what docker-compose.yml and the Dockerfile say. */
class ContainersTest {

  /** Where a container may write, besides memory. */
  private static final Set<String> VOLUMES =
      Set.of("/keys", "/var/lib/postgresql/data", "/prometheus");

  private static final Pattern SECRET = Pattern.compile("(?i)password|secret|token|key=");

  /** A container, with what it shares with others in place. */
  record Container(String name, Map<?, ?> settings) {

    Object get(String setting) {
      return settings.get(setting) == null ? "none" : settings.get(setting);
    }

    List<?> list(String setting) {
      return settings.get(setting) instanceof List<?> list ? list : List.of();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Container> containers() {
    Map<?, ?> compose =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Repository.read("docker-compose.yml"));
    Map<String, Container> containers = new TreeMap<>();
    ((Map<?, ?>) compose.get("services"))
        .forEach(
            (name, settings) ->
                containers.put(
                    name.toString(), new Container(name.toString(), (Map<?, ?>) settings)));
    return List.copyOf(containers.values());
  }

  @Test
  void theContainersAreThese() {
    assertEquals("[prometheus, scores, scores-db, users, users-db]", containers().toString());
  }

  @ParameterizedTest
  @MethodSource("containers")
  void noneIsRootOrCouldBecomeIt(Container container) {
    assertFalse(
        List.of("none", "root", "0", "")
            .contains(container.get("user").toString().replaceFirst(":.*", "")));
    assertEquals(List.of("ALL"), container.get("cap_drop"));
    assertEquals("none", container.get("cap_add"));
    assertEquals("none", container.get("privileged"));
    assertEquals(List.of("no-new-privileges:true"), container.get("security_opt"));
    for (String shared : List.of("network_mode", "pid", "ipc", "devices")) {
      assertEquals("none", container.get(shared), shared);
    }
  }

  @ParameterizedTest
  @MethodSource("containers")
  void noneWritesButWhereItIsSaid(Container container) {
    assertEquals(true, container.get("read_only"));
    for (Object volume : container.list("volumes")) {
      String place = volume.toString().replaceFirst("[^:]*:", "");
      assertTrue(place.endsWith(":ro") || VOLUMES.contains(place), place);
      assertFalse(volume.toString().contains("docker.sock"), volume.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("containers")
  void noneTakesAllMemoryOrAllProcesses(Container container) {
    assertTrue(container.get("mem_limit").toString().matches("\\d+[mg]"), container.toString());
    assertTrue(container.get("pids_limit") instanceof Integer limit && limit > 0);
  }

  @ParameterizedTest
  @MethodSource("containers")
  void noneIsReachedFromOtherMachinesAndADatabaseNotAtAll(Container container) {
    for (Object port : container.list("ports")) {
      assertTrue(port.toString().startsWith("127.0.0.1:"), port.toString());
    }
    assertEquals(
        !container.name().endsWith("-db"), !container.list("ports").isEmpty(), container.name());
  }

  @Test
  void theImageIsNobodysWithNoSecretInIt() {
    String dockerfile = Repository.read("Dockerfile");
    String shipped = dockerfile.substring(dockerfile.lastIndexOf("\nFROM "));
    assertEquals(List.of("USER 10001"), instructions(shipped, "USER"));
    assertTrue(shipped.indexOf("USER 10001") < shipped.indexOf("ENTRYPOINT"));
    assertEquals(List.of(), instructions(dockerfile, "ADD"));
    Stream.of("ENV", "ARG")
        .flatMap(name -> instructions(dockerfile, name).stream())
        .forEach(line -> assertFalse(SECRET.matcher(line).find(), line));
    assertEquals(
        List.of("COPY --from=build /out", "COPY --from=trained /tmp/app.aot"),
        instructions(shipped, "COPY").stream()
            .map(line -> line.replaceFirst("(?<=/out)/.* /.*| /app/$", ""))
            .distinct()
            .toList());
  }

  /** Else Java would leave the cache aside, and not say so. */
  @Test
  void theCacheOfClassesIsMadeByTheJavaAndUnderTheOptionsThatUseIt() {
    String[] stages = Repository.read("Dockerfile").split("\nFROM ");
    String shipped = stages[stages.length - 1];
    String trained =
        Stream.of(stages).filter(s -> s.contains(" AS trained\n")).findFirst().orElseThrow();
    String java = "COPY --from=java /opt/java/openjdk/ /opt/java/openjdk/";
    assertTrue(shipped.startsWith("java\n"), shipped);
    assertTrue(instructions(trained, "COPY").contains(java), trained);
    assertTrue(
        trained.contains(" /opt/java/openjdk/bin/java /app/jvm-options /app/app.jar /tmp/app.aot "),
        trained);
    assertEquals(ofTheBuild(trained), ofTheBuild(shipped));
    assertTrue(trained.lastIndexOf("\nCOPY ") < trained.indexOf("\nRUN "), trained);
    String insisting =
        "RUN java @/app/jvm-options -Xmx256m -XX:AOTMode=on -XX:AOTCache=/app/app.aot"
            + " -jar /app/app.jar --version";
    assertTrue(instructions(shipped, "RUN").contains(insisting), shipped);
    assertTrue(shipped.lastIndexOf("\nCOPY ") < shipped.indexOf(insisting), shipped);
    assertEquals(
        List.of(
            "ENTRYPOINT [\"java\", \"@/app/jvm-options\", \"-XX:AOTCache=/app/app.aot\","
                + " \"-jar\", \"/app/app.jar\"]"),
        instructions(shipped, "ENTRYPOINT"));
  }

  @Test
  void whatIsSecretOrOnlyThisMachinesIsNotSentToTheBuild() {
    List<String> ignored = Repository.read(".dockerignore").lines().toList();
    assertTrue(ignored.containsAll(List.of(".env", ".git", ".data", "**/target")));
  }

  /** What a stage has got from the build, and where it put it. */
  private static Map<String, String> ofTheBuild(String stage) {
    Map<String, String> copies = new TreeMap<>();
    for (String line : instructions(stage, "COPY --from=build")) {
      List<String> words = List.of(line.split(" "));
      words.subList(2, words.size() - 1).forEach(from -> copies.put(from, words.getLast()));
    }
    return copies;
  }

  private static List<String> instructions(String dockerfile, String name) {
    return dockerfile.lines().filter(line -> line.startsWith(name + " ")).toList();
  }
}
