package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.scores.app.access.RequiresAccess;
import dev.scores.chassis.settings.Settings;
import dev.scores.domain.AccessPolicy;
import dev.scores.domain.ReadAccess;
import dev.scores.domain.ScoreAction;
import dev.scores.domain.WriteAccess;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The routes and their access rules match the contract, including those of controllers that do not
 * implement a generated interface.
 */
@MicronautTest(startApplication = false, propertySources = "classpath:service-defaults.yml")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractRoutesTest implements TestPropertyProvider {

  /** Routes for operators and browsers, which are not part of the contract. */
  private static final String OPERATIONS = "(/health.*|/metrics|/openapi.yaml|/docs.*|/|/web/.*)";

  /** An id that two operations have in their paths; it is malformed. */
  private static final String AMBIGUOUS = "/scores/exercise/attempts";

  private static final AccessPolicy DEFAULT =
      new AccessPolicy(ReadAccess.PUBLIC, WriteAccess.LEARNERS);

  @Inject Router router;

  @Override
  public Map<String, String> getProperties() {
    Map<String, String> properties = new HashMap<>();
    Settings.read(
            ScoresApplication.SETTINGS,
            Map.of(
                "MICRONAUT_ENVIRONMENTS", "test",
                "DATABASE_URL", TestDatabases.SHARED,
                "USERS_SERVICE_URL", "http://127.0.0.1:1"))
        .forEach((name, value) -> properties.put(name, value.toString()));
    return properties;
  }

  @Test
  void routesAndTheirAccessMatchTheContract() throws IOException {
    assertEquals(String.join("\n", contract()), String.join("\n", routes()));
  }

  private Set<String> routes() {
    return router
        .uriRoutes()
        .filter(route -> !route.getUriMatchTemplate().toString().matches(OPERATIONS))
        .filter(route -> !route.getUriMatchTemplate().toString().equals(AMBIGUOUS))
        .filter(route -> !route.getHttpMethodName().equals("HEAD"))
        .map(
            route ->
                "%s %s(%s) %s"
                    .formatted(
                        route.getHttpMethodName(),
                        route.getUriMatchTemplate(),
                        pathVariables(route),
                        access(route)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether the route requires a caller: always, if the settings say so, or never. */
  private static String access(UriRouteInfo<?, ?> route) {
    return route
        .getAnnotationMetadata()
        .enumValue(RequiresAccess.class, ScoreAction.class)
        .map(action -> DEFAULT.requiresCaller(action) ? "caller" : "by settings")
        .orElse("anybody");
  }

  private static String pathVariables(UriRouteInfo<?, ?> route) {
    return Stream.of(route.getTargetMethod().getArguments())
        .flatMap(
            argument -> argument.getAnnotationMetadata().stringValue(PathVariable.class).stream())
        .collect(Collectors.joining(","));
  }

  private static Set<String> contract() throws IOException {
    JsonNode contract;
    try (InputStream yaml = ContractRoutesTest.class.getResourceAsStream("/openapi/scores.yaml")) {
      contract = new YAMLMapper().readTree(yaml);
    }
    Set<String> operations = new TreeSet<>();
    contract
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          if (operation.getValue().has("operationId")) {
                            operations.add(
                                operation(path.getKey(), operation.getKey(), operation.getValue()));
                          }
                        }));
    return operations;
  }

  private static String operation(String path, String method, JsonNode operation) {
    return "%s %s(%s) %s"
        .formatted(
            method.toUpperCase(Locale.ROOT),
            path,
            Pattern.compile("\\{([^}]*)}")
                .matcher(path)
                .results()
                .map(variable -> variable.group(1))
                .collect(Collectors.joining(",")),
            access(operation));
  }

  private static String access(JsonNode operation) {
    JsonNode security = operation.path("security");
    if (security.isMissingNode()) {
      return "caller";
    }
    return security.isEmpty() ? "anybody" : "by settings";
  }
}
