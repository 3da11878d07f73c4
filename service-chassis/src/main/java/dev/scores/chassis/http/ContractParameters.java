package dev.scores.chassis.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The query parameters of each operation of the service's OpenAPI document. It is read in the
 * background once the service listens, because reading it would slow down the start. Thread-safe.
 */
@Singleton
final class ContractParameters {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private final ContractSettings settings;
  private final ResourceResolver resources;
  private final CompletableFuture<Map<String, Set<String>>> names = new CompletableFuture<>();

  ContractParameters(ContractSettings settings, ResourceResolver resources) {
    this.settings = settings;
    this.resources = resources;
  }

  @EventListener
  @SuppressWarnings("FutureReturnValueIgnored") // It is the field.
  void read(ServerStartupEvent started) {
    names.completeAsync(() -> read(settings.contract(), resources), Thread::startVirtualThread);
  }

  /**
   * The names of the query parameters, or empty if the contract does not have the operation.
   * Completes when the document has been read.
   *
   * @param path the template, for example {@code /scores/{score_id}}
   */
  CompletionStage<Optional<Set<String>>> of(String method, String path) {
    return names.thenApply(all -> Optional.ofNullable(all.get(method + " " + path)));
  }

  private static Map<String, Set<String>> read(String location, ResourceResolver resources) {
    try (InputStream yaml = resources.getResourceAsStream(location).orElseThrow()) {
      return names(new YAMLMapper().readTree(yaml));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Map<String, Set<String>> names(JsonNode contract) {
    Map<String, Set<String>> names = new HashMap<>();
    for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          Set<String> all = new HashSet<>();
          addNames(path.getValue(), contract, all);
          addNames(operation.getValue(), contract, all);
          names.put(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), all);
        }
      }
    }
    return names;
  }

  /** Adds the names of the query parameters of a path or of an operation. */
  private static void addNames(JsonNode level, JsonNode contract, Set<String> names) {
    for (JsonNode parameter : level.path("parameters")) {
      JsonNode resolved =
          parameter.has("$ref")
              ? contract.at(parameter.get("$ref").asText().substring(1))
              : parameter;
      if (resolved.path("in").asText().equals("query")) {
        names.add(resolved.path("name").asText());
      }
    }
  }
}
