package dev.scores.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Security, versions and settings of the containers in docker-compose.yml and the Dockerfile. */
class ContainersTest {

  /** Directories to which a container can write, besides tmpfs. */
  private static final Set<String> VOLUMES =
      Set.of("/keys", "/var/lib/postgresql/data", "/prometheus", "/var/lib/grafana");

  /** Settings without a meaning in a container: the port is fixed, the log goes to stdout. */
  private static final Set<String> NOT_PASSED_ON = Set.of("PORT", "LOG_FILE");

  /** Settings with values of their own in docker-compose.yml. */
  private static final Set<String> FIXED =
      Set.of("HOST", "DATABASE_URL", "USERS_SERVICE_URL", "DEV_KEYS_DIRECTORY");

  /** Time for requests in flight after SIGTERM and for the last spans (docs/operations.md). */
  private static final Duration SHUTDOWN = Duration.ofSeconds(10 + 2);

  /** Tags that do not move to a newer release. */
  private static final Pattern EXACT_IMAGE =
      Pattern.compile(
          "postgres:\\d+\\.\\d+"
              + "|(?:prom/prometheus|grafana/grafana|docker/dockerfile):v?\\d+\\.\\d+\\.\\d+"
              + "|maven:\\d+\\.\\d+\\.\\d+-eclipse-temurin-\\d+"
              + "|eclipse-temurin:\\d+\\.\\d+\\.\\d+_\\d+-jre");

  private static final Pattern PINNED_ACTION =
      Pattern.compile("- uses: [\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");

  private static final Pattern SECRET = Pattern.compile("(?i)password|secret|token|key=");

  /** A container with its merged settings. */
  record Container(String name, Map<?, ?> settings) {

    Object get(String setting) {
      return settings.get(setting) == null ? "none" : settings.get(setting);
    }

    /** Whether the image is built from this repository. */
    boolean hasBuild() {
      return settings.containsKey("build");
    }

    /** A copy of the environment, before variables are substituted. */
    Map<String, String> environment() {
      Map<String, String> environment = new TreeMap<>();
      ((Map<?, ?>) settings.get("environment"))
          .forEach((name, value) -> environment.put(name.toString(), value.toString()));
      return environment;
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
    return containers(compose("docker-compose.yml"));
  }

  private static Map<?, ?> compose(String file) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(Repository.read(file));
  }

  private static List<Container> containers(Map<?, ?> compose) {
    Map<String, Container> containers = new TreeMap<>();
    ((Map<?, ?>) compose.get("services"))
        .forEach(
            (name, settings) ->
                containers.put(
                    name.toString(), new Container(name.toString(), (Map<?, ?>) settings)));
    return List.copyOf(containers.values());
  }

  @Test
  void composeHasSixContainers() {
    assertEquals(
        "[grafana, prometheus, scores, scores-db, users, users-db]", containers().toString());
  }

  @ParameterizedTest
  @MethodSource("containers")
  void containerHasNoPrivileges(Container container) {
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
  void rootFileSystemIsReadOnly(Container container) {
    assertEquals(true, container.get("read_only"));
    for (Object volume : container.list("volumes")) {
      String directory = volume.toString().replaceFirst("[^:]*:", "");
      assertTrue(directory.endsWith(":ro") || VOLUMES.contains(directory), directory);
      assertFalse(volume.toString().contains("docker.sock"), volume.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("containers")
  void memoryAndProcessesAreLimited(Container container) {
    assertTrue(container.get("mem_limit").toString().matches("\\d+[mg]"), container.toString());
    assertTrue(container.get("pids_limit") instanceof Integer limit && limit > 0);
  }

  @ParameterizedTest
  @MethodSource("containers")
  void portsArePublishedOnLoopbackOnly(Container container) {
    for (Object port : container.list("ports")) {
      assertTrue(port.toString().startsWith("127.0.0.1:"), port.toString());
    }
    assertEquals(
        !container.name().endsWith("-db"), !container.list("ports").isEmpty(), container.name());
  }

  /** Only this machine reaches the port, which also serves /metrics; a proxy decides the rest. */
  @ParameterizedTest
  @ValueSource(strings = {"scores", "users"})
  void serviceIsPublishedOnLoopbackOnly(String name) {
    Container service = container(name);
    assertEquals(1, service.list("ports").size());
    assertTrue(service.list("ports").toString().matches("\\[127\\.0\\.0\\.1:(\\d+):\\1]"));
    assertEquals("*", service.environment().get("HOST"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores", "users"})
  void everyDocumentedSettingIsPassedOn(String name) {
    Map<String, String> passedOn = container(name).environment();
    List<String> documented = SettingsDocument.settings(name);
    assertTrue(documented.size() > 15, documented.toString());
    assertEquals(
        documented.stream().filter(setting -> !NOT_PASSED_ON.contains(setting)).sorted().toList(),
        List.copyOf(passedOn.keySet()));
    passedOn.forEach(
        (setting, value) -> {
          if (!FIXED.contains(setting)) {
            assertTrue(
                value.matches("\\$\\{(SCORES_|USERS_)?" + setting + ":-(dev)?}"),
                setting + ": " + value);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores", "users"})
  void graceOutlastsDrainAndShutdown(String name) {
    Map<String, String> example = EnvFile.read(".env.example");
    for (Map<String, String> variables : List.of(Map.<String, String>of(), example)) {
      String grace =
          EnvFile.substituted(container(name).get("stop_grace_period").toString(), variables);
      Duration drain = seconds(SettingsDocument.fallback(name, "DRAIN_DELAY"));
      assertTrue(seconds(grace).compareTo(drain.plus(SHUTDOWN)) > 0, grace);
    }
  }

  @Test
  void exampleSetsProductionAndOwnPasswords() {
    Map<String, String> variables = new TreeMap<>(EnvFile.read(".env.example"));
    variables.replaceAll((variable, value) -> value.isEmpty() ? "own-" + variable : value);
    for (String name : List.of("scores", "users")) {
      Map<String, String> environment = container(name).environment();
      environment.replaceAll((setting, value) -> EnvFile.substituted(value, variables));
      String password = "own-" + name.toUpperCase(Locale.ROOT) + "_DB_PASSWORD";
      assertEquals("production", environment.get("MICRONAUT_ENVIRONMENTS"));
      assertEquals(
          "postgres://%1$s:%2$s@%1$s-db:5432/%1$s".formatted(name, password),
          environment.get("DATABASE_URL"));
      assertEquals(
          password,
          EnvFile.substituted(
              container(name + "-db").environment().get("POSTGRES_PASSWORD"), variables));
    }
    assertEquals(
        "own-JWT_SIGNING_KEY",
        EnvFile.substituted(container("users").environment().get("JWT_SIGNING_KEY"), variables));
  }

  /** An empty variable counts as unset, for the services and for the image of PostgreSQL. */
  @Test
  void secretFilesReplaceVariables() {
    Map<?, ?> compose = compose("deploy/compose/secrets.yml");
    Set<String> mounted = new TreeSet<>();
    for (Container container : containers(compose)) {
      Map<String, String> environment = container.environment();
      Set<String> plain = container(container.name()).environment().keySet();
      environment.forEach(
          (name, value) -> {
            assertTrue(plain.contains(name.replaceFirst("_FILE$", "")), name);
            assertEquals(value.isEmpty(), environment.containsKey(name + "_FILE"), name);
            String secret = value.replace("/run/secrets/", "");
            assertTrue(value.isEmpty() || container.list("secrets").contains(secret), value);
          });
      container.list("secrets").forEach(secret -> mounted.add(secret.toString()));
    }
    ((Map<?, ?>) compose.get("secrets"))
        .forEach(
            (name, file) ->
                assertEquals(
                    Map.of("file", "./secrets/" + name),
                    mounted.remove(name.toString()) ? file : "not mounted"));
    assertEquals(Set.of(), mounted);
  }

  @Test
  void composeUsesEveryVariableOfTheExample() {
    String compose = Repository.read("docker-compose.yml");
    EnvFile.read(".env.example")
        .keySet()
        .forEach(variable -> assertTrue(compose.contains("${" + variable + ":-"), variable));
  }

  @Test
  void imageRunsUnprivilegedWithoutSecrets() {
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

  @Test
  void everyImageHasAnExactVersion() {
    String dockerfile = Repository.read("Dockerfile");
    Stream.of(
            containers().stream()
                .filter(container -> !container.hasBuild())
                .map(container -> container.get("image").toString()),
            instructions(dockerfile, "FROM").stream()
                .map(line -> line.replaceFirst("FROM (\\S+).*", "$1"))
                .filter(image -> !image.equals("java")),
            dockerfile.lines().limit(1).map(line -> line.replace("# syntax=", "")))
        .flatMap(images -> images)
        .forEach(image -> assertTrue(EXACT_IMAGE.matcher(image).matches(), image));
  }

  @Test
  void onePostgresVersionIsUsedEverywhere() {
    Stream<String> files = Stream.of("docker-compose.yml", "Dockerfile");
    assertEquals(
        1,
        files
            .map(Repository::read)
            .flatMap(file -> Pattern.compile("postgres:[0-9.]+").matcher(file).results())
            .map(MatchResult::group)
            .distinct()
            .count());
  }

  @Test
  void imageHasLabels() {
    String shipped = Repository.read("Dockerfile").replaceFirst("(?s).*\nENTRYPOINT ", "");
    for (String label : List.of("title", "version", "revision", "source", "vendor", "licenses")) {
      String assignment = "org.opencontainers.image." + label + "=\"";
      assertTrue(shipped.contains(assignment), label);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ci.yml", "release.yml"})
  void everyActionIsPinnedByCommit(String workflow) {
    List<String> actions =
        Repository.read(".github/workflows/" + workflow)
            .lines()
            .map(String::strip)
            .filter(line -> line.contains("uses: "))
            .toList();
    assertFalse(actions.isEmpty());
    actions.forEach(line -> assertTrue(PINNED_ACTION.matcher(line).matches(), line));
  }

  /** The image build fails when the cache does not fit; at run time the JVM would ignore it. */
  @Test
  void imageBuildVerifiesTheAotCache() {
    String dockerfile = Repository.read("Dockerfile");
    String shipped = dockerfile.substring(dockerfile.lastIndexOf("\nFROM "));
    String verification =
        "RUN java @/app/jvm-options -Xmx256m -XX:AOTMode=on -XX:AOTCache=/app/app.aot"
            + " -jar /app/app.jar --version";
    assertTrue(shipped.lastIndexOf("\nCOPY ") < shipped.indexOf(verification), shipped);
    assertEquals(
        List.of(
            "ENTRYPOINT [\"java\", \"@/app/jvm-options\", \"-XX:AOTCache=/app/app.aot\","
                + " \"-jar\", \"/app/app.jar\"]"),
        instructions(shipped, "ENTRYPOINT"));
  }

  @Test
  void secretsAndLocalFilesAreNotSentToTheBuild() {
    List<String> ignored = Repository.read(".dockerignore").lines().toList();
    assertTrue(ignored.containsAll(List.of(".env", ".git", ".data", "secrets", "**/target")));
  }

  private static Container container(String name) {
    return containers().stream()
        .filter(container -> container.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Duration seconds(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  private static List<String> instructions(String dockerfile, String name) {
    return dockerfile.lines().filter(line -> line.startsWith(name + " ")).toList();
  }
}
