package dev.scores.chassis.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.core.type.Argument;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The service's own contract, read from its YAML: judges payloads by the schemas there, so that
 * their rules stand in one place. Safe for many threads.
 */
@Singleton
final class PayloadSchemas {

  /** As many as the contract lets a failure have. */
  static final int MOST_ERRORS = 2000;

  private static final String IRI = "https://scores.dev/openapi.yaml";

  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  PayloadSchemas(ContractSettings settings, ResourceResolver resources) {
    String yaml = read(settings.contract(), resources);
    this.registry =
        SchemaRegistry.withDialect(
            Dialects.getOpenApi30(),
            builder ->
                builder
                    .schemas(Map.of(IRI, yaml))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build()));
  }

  /** Whether it is one of the types that are generated from the contract's schemas. */
  static boolean hasType(Argument<?> type) {
    return type.getType().getPackageName().endsWith(".api.model");
  }

  /**
   * What is wrong with the payload by that schema of {@code components/schemas}, in English; at
   * most {@value #MOST_ERRORS} things. Of a list that is too long just that is told: nobody mends
   * what has to go.
   */
  List<FieldError> errors(String schema, JsonNode payload) {
    List<Error> all = schemas.computeIfAbsent(schema, this::compiled).validate(payload);
    if (all.isEmpty()) {
      return List.of();
    }
    List<Error> tooLong = all.stream().filter(e -> e.getKeyword().equals("maxItems")).toList();
    return (tooLong.isEmpty() ? all : tooLong)
        .stream()
            .limit(MOST_ERRORS)
            .map(error -> new FieldError(pointer(error), error.getMessage()))
            .toList();
  }

  private Schema compiled(String schema) {
    return registry.getSchema(SchemaLocation.of(IRI + "#/components/schemas/" + schema));
  }

  /** A missing member is missing at its own place, not at its parent's. */
  private static String pointer(Error error) {
    String parent = error.getInstanceLocation().toString();
    return error.getKeyword().equals("required")
        ? parent + "/" + escaped(error.getProperty())
        : parent;
  }

  /** RFC 6901, section 3. */
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String read(String location, ResourceResolver resources) {
    try (InputStream yaml = resources.getResourceAsStream(location).orElseThrow()) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
