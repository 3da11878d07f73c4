package dev.scores.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests in deploy/kubernetes: valid, safe, and in agreement with the services. */
class KubernetesTest {

  private static final String OVERLAY = "overlays/production";
  private static final String TRACING = "components/tracing";

  /** Time for requests in flight after SIGTERM and for the last spans (docs/operations.md). */
  private static final Duration SHUTDOWN = Duration.ofSeconds(10 + 2);

  static List<Manifest> files() {
    return Stream.of("base", OVERLAY).flatMap(part -> Manifest.resources(part).stream()).toList();
  }

  static List<Manifest> workloads() {
    return files().stream().filter(Manifest::hasPods).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void manifestMatchesTheApi(Manifest manifest) {
    assertEquals(Optional.empty(), KubernetesApi.error(manifest));
  }

  /** Shows that the check finds what it is for. */
  @ParameterizedTest
  @CsvSource({
    "base/scores.yaml, readinessProbe:, readynessProbe:",
    "base/scores.yaml, allowPrivilegeEscalation:, allowPriviledgeEscalation:",
    "base/scores.yaml, readOnlyRootFilesystem: true, readOnlyRootFilesystem: 'yes'",
    "base/scores.yaml, failureThreshold: 60, failureThreshold: often",
    "base/scores.yaml, memory: 512Mi, memory: 512Mo",
    "base/scores.yaml, containers:, container:",
    "base/users.yaml, maxUnavailable: 1, maxUnavailabel: 1",
    "base/users.yaml, apps/v1, apps/v1beta1",
    "base/network-policies.yaml, podSelector:, podSelectors:",
    "overlays/production/ingress.yaml, pathType:, pathTipe:",
    "overlays/production/autoscaling.yaml, averageValue:, averageValu:"
  })
  void mistakeIsFound(String file, String correct, String mistake) {
    String text = Repository.read(Manifest.DIRECTORY + file);
    assertTrue(text.contains(correct), correct);
    List<String> errors =
        Manifest.parse(text.replace(correct, mistake)).stream()
            .flatMap(manifest -> KubernetesApi.error(manifest).stream())
            .toList();
    assertFalse(errors.isEmpty(), mistake);
  }

  /** Needs kubectl 1.27 or newer, or kustomize 5; the other tests read the files. */
  @Test
  void renderedOverlayMatchesTheApi() throws Exception {
    List<Manifest> rendered = rendered(directory(OVERLAY));
    Set<String> generated = Set.of("ConfigMap");
    for (Manifest manifest : rendered) {
      if (!generated.contains(manifest.kind())) {
        assertEquals(Optional.empty(), KubernetesApi.error(manifest), manifest.toString());
      }
      if (!manifest.kind().equals("Namespace")) {
        assertEquals("scores", manifest.at("metadata", "namespace"), manifest.toString());
      }
      manifest
          .containers()
          .forEach(
              container ->
                  assertTrue(
                      container.at("image").toString().startsWith("registry.replace-me.invalid/"),
                      container.toString()));
    }
    assertEquals(files().size() + 2, rendered.size());
    assertEquals(
        List.of(2, 2),
        rendered.stream()
            .filter(manifest -> manifest.kind().equals("Deployment"))
            .map(deployment -> deployment.pod().list("topologySpreadConstraints").size())
            .toList());
  }

  /** The policies of the base alone would stop all traces. */
  @Test
  void tracingComponentLetsBothServicesReachTheCollector() {
    Manifest policy = Manifest.resources(TRACING).getFirst();
    assertEquals(Optional.empty(), KubernetesApi.error(policy));
    assertEquals(
        Map.of("app.kubernetes.io/component", "service"),
        policy.at("spec", "podSelector", "matchLabels"));
    Manifest allowed = policy.parts("spec", "egress").getFirst();
    Object namespace =
        allowed
            .parts("to")
            .getFirst()
            .at("namespaceSelector", "matchLabels", "kubernetes.io/metadata.name");
    for (String name : List.of("scores", "users")) {
      Map<String, String> settings = settings(TRACING, name);
      assertTrue(SettingsDocument.settings(name).containsAll(settings.keySet()));
      URI collector = URI.create(settings.get("OTEL_EXPORTER_OTLP_ENDPOINT"));
      assertTrue(collector.getHost().endsWith("." + namespace), collector.toString());
      assertEquals(allowed.parts("ports").getFirst().at("port"), collector.getPort());
    }
  }

  /** As renderedOverlayMatchesTheApi. */
  @Test
  void tracingComponentCanBeAdded(@TempDir Path own) throws Exception {
    Path manifests = own.toRealPath().relativize(directory("").toRealPath());
    Files.writeString(
        own.resolve("kustomization.yaml"),
        """
        namespace: scores
        resources: [%1$s/%2$s]
        components: [%1$s/%3$s]
        """
            .formatted(manifests, OVERLAY, TRACING));
    List<Manifest> added = new ArrayList<>(rendered(own));
    List<String> before = rendered(directory(OVERLAY)).stream().map(Manifest::toString).toList();
    added.removeIf(manifest -> before.contains(manifest.toString()));
    assertEquals(
        List.of("ConfigMap", "ConfigMap", "NetworkPolicy"),
        added.stream().map(Manifest::kind).sorted().toList());
    for (String name : List.of("scores", "users")) {
      Map<?, ?> data =
          added.stream()
              .filter(manifest -> manifest.kind().equals("ConfigMap"))
              .filter(manifest -> manifest.name().startsWith(name + "-settings"))
              .map(manifest -> (Map<?, ?>) manifest.at("data"))
              .findFirst()
              .orElseThrow();
      assertTrue(data.entrySet().containsAll(settings(TRACING, name).entrySet()), data.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void podHasNoPrivileges(Manifest workload) {
    Manifest pod = workload.pod();
    assertEquals(false, pod.at("automountServiceAccountToken"));
    assertEquals(false, pod.at("enableServiceLinks"));
    assertEquals(true, pod.at("securityContext", "runAsNonRoot"));
    assertEquals(10001, pod.at("securityContext", "runAsUser"));
    assertEquals("RuntimeDefault", pod.at("securityContext", "seccompProfile", "type"));
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      assertEquals("none", pod.at(shared), shared);
    }
    for (Manifest volume : pod.parts("volumes")) {
      assertTrue(
          volume.content().containsKey("secret") || volume.content().containsKey("emptyDir"));
    }
    for (Manifest container : workload.containers().toList()) {
      assertEquals(
          Map.of(
              "allowPrivilegeEscalation",
              false,
              "readOnlyRootFilesystem",
              true,
              "capabilities",
              Map.of("drop", List.of("ALL"))),
          container.at("securityContext"));
      for (String resource : List.of("cpu", "memory")) {
        assertFalse(container.at("resources", "requests", resource).equals("none"), resource);
        assertFalse(container.at("resources", "limits", resource).equals("none"), resource);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores", "users"})
  void graceOutlastsDrainAndShutdown(String name) {
    Manifest deployment = workload("Deployment", name);
    Duration drain = seconds(settings("base", name).get("DRAIN_DELAY"));
    Duration grace = Duration.ofSeconds((int) deployment.pod().at("terminationGracePeriodSeconds"));
    assertTrue(grace.compareTo(drain.plus(SHUTDOWN)) > 0, grace.toString());
    Manifest readiness = deployment.containers().findFirst().orElseThrow().part("readinessProbe");
    int unnoticed = (int) readiness.at("periodSeconds") * (int) readiness.at("failureThreshold");
    assertTrue(drain.compareTo(Duration.ofSeconds(unnoticed)) > 0, drain.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores", "users"})
  void probesUseTheHealthEndpoints(String name) {
    Manifest container = workload("Deployment", name).containers().findFirst().orElseThrow();
    assertEquals("/health/liveness", container.at("startupProbe", "httpGet", "path"));
    assertEquals("/health/liveness", container.at("livenessProbe", "httpGet", "path"));
    assertEquals("/health/readiness", container.at("readinessProbe", "httpGet", "path"));
    Manifest port = container.parts("ports").getFirst();
    assertEquals(
        SettingsDocument.fallback(name, "PORT"), port.at("containerPort").toString(), name);
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertEquals(port.at("name"), container.at(probe, "httpGet", "port"), probe);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores", "users"})
  void everySettingIsDocumented(String name) {
    List<String> documented = SettingsDocument.settings(name);
    for (String part : List.of("base", OVERLAY)) {
      settings(part, name).keySet().forEach(key -> assertTrue(documented.contains(key), key));
    }
    for (String kind : List.of("Deployment", "Job")) {
      Manifest container = workload(kind, name).containers().findFirst().orElseThrow();
      assertFalse(container.parts("env").isEmpty());
      for (Manifest variable : container.parts("env")) {
        String setting = variable.at("name").toString().replaceFirst("_FILE$", "");
        assertTrue(SettingsDocument.hasFile(name, setting), setting);
        assertEquals(
            container.parts("volumeMounts").getFirst().at("mountPath") + "/" + setting,
            variable.at("value"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores", "users"})
  void jobMigratesInsteadOfTheService(String name) {
    assertEquals("false", settings("base", name).get("MIGRATE_ON_START"));
    Manifest migration = workload("Job", name).containers().findFirst().orElseThrow();
    Manifest service = workload("Deployment", name).containers().findFirst().orElseThrow();
    assertEquals(List.of("migrate"), migration.list("args"));
    assertEquals(service.at("image"), migration.at("image"));
  }

  /** A service must not send requests to pods of a migration. */
  @Test
  void selectorsSelectOneDeployment() {
    for (Manifest manifest : files()) {
      String[] selector =
          switch (manifest.kind()) {
            case "Service" -> new String[] {"spec", "selector"};
            case "PodDisruptionBudget" -> new String[] {"spec", "selector", "matchLabels"};
            default -> new String[] {};
          };
      if (selector.length > 0) {
        Set<?> labels = manifest.part(selector).content().entrySet();
        assertEquals(
            List.of("Deployment " + manifest.name()),
            workloads().stream()
                .filter(workload -> workload.podLabels().entrySet().containsAll(labels))
                .map(Manifest::toString)
                .toList());
      }
    }
  }

  @Test
  void networkIsClosedByDefault() {
    Manifest closed =
        files().stream()
            .filter(manifest -> manifest.toString().equals("NetworkPolicy default-deny"))
            .findFirst()
            .orElseThrow();
    assertEquals(Map.of(), closed.at("spec", "podSelector"));
    assertEquals(List.of("Ingress", "Egress"), closed.list("spec", "policyTypes"));
    assertEquals("none", closed.at("spec", "ingress"));
    assertEquals("none", closed.at("spec", "egress"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores", "users"})
  void connectionsOfAllPodsFitIntoPostgresql(String name) {
    Manifest autoscaler =
        Manifest.resources(OVERLAY).stream()
            .filter(manifest -> manifest.toString().equals("HorizontalPodAutoscaler " + name))
            .findFirst()
            .orElseThrow();
    assertEquals(name, autoscaler.at("spec", "scaleTargetRef", "name"));
    int pods = 1 + (int) autoscaler.at("spec", "maxReplicas");
    int pool = Integer.parseInt(SettingsDocument.fallback(name, "DATABASE_POOL_SIZE"));
    // Three of PostgreSQL's 100 connections are reserved.
    assertTrue(pods * pool < 97, pods + " pods");
    assertTrue(
        Repository.read("docs/operations.md")
            .contains(
                "| `"
                    + autoscaler.parts("spec", "metrics").getLast().at("pods", "metric", "name")
                    + "` |"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores", "users"})
  void ingressRoutesWhatIsPublic(String name) {
    Manifest ingress =
        Manifest.resources(OVERLAY).stream()
            .filter(manifest -> manifest.toString().equals("Ingress " + name))
            .findFirst()
            .orElseThrow();
    List<Manifest> routes = ingress.parts("spec", "rules").getFirst().parts("http", "paths");
    PublicPaths.ofService(name)
        .forEach(path -> assertTrue(routes.stream().anyMatch(r -> routes(r, path)), path));
    PublicPaths.INTERNAL.forEach(
        path -> assertFalse(routes.stream().anyMatch(r -> routes(r, path)), path));
    routes.forEach(route -> assertEquals(name, route.at("backend", "service", "name")));
  }

  /** No value to replace can be missed: hosts do not exist, and everything has one mark. */
  @Test
  void everyPlaceholderHasTheMark() {
    List<String> hosts = new ArrayList<>();
    for (Manifest ingress : Manifest.resources(OVERLAY)) {
      ingress.parts("spec", "rules").forEach(rule -> hosts.add(rule.at("host").toString()));
    }
    assertEquals(List.of("scores.replace-me.invalid", "users.replace-me.invalid"), hosts);
    for (String name : List.of("scores", "users")) {
      assertEquals("replace-me", settings(OVERLAY, name).get("TRUSTED_PROXIES"));
    }
  }

  private static boolean routes(Manifest route, String path) {
    String declared = route.at("path").toString();
    return path.equals(declared)
        || (route.at("pathType").equals("Prefix") && path.startsWith(declared + "/"));
  }

  private static Manifest workload(String kind, String service) {
    return workloads().stream()
        .filter(workload -> workload.kind().equals(kind))
        .filter(workload -> service.equals(workload.podLabels().get("app.kubernetes.io/name")))
        .findFirst()
        .orElseThrow();
  }

  /** The settings of a service that a kustomization puts into its config map. */
  private static Map<String, String> settings(String part, String service) {
    return Manifest.kustomization(part).parts("configMapGenerator").stream()
        .filter(map -> map.at("name").equals(service + "-settings"))
        .flatMap(map -> map.list("literals").stream())
        .map(literal -> literal.toString().split("=", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
  }

  private static Duration seconds(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  private static Path directory(String part) {
    return Repository.ROOT.resolve(Manifest.DIRECTORY + part);
  }

  /** What the kustomization of a directory makes, as a cluster gets it. */
  private static List<Manifest> rendered(Path kustomization)
      throws IOException, InterruptedException {
    Optional<List<String>> command =
        Stream.of(List.of("kubectl", "kustomize"), List.of("kustomize", "build"))
            .filter(words -> isInstalled(words.getFirst()))
            .findFirst();
    assumeTrue(command.isPresent(), "kubectl or kustomize is needed to render the overlay");
    List<String> words = new ArrayList<>(command.orElseThrow());
    words.add(kustomization.toString());
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try (InputStream output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), text);
      return Manifest.parse(text);
    }
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
