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

/** Validates payloads against the schemas of the service's OpenAPI document. Thread-safe. */
@Singleton
final class PayloadSchemas {

  /** Maximum number of errors in a response, as in the contract. */
  static final int MAX_ERRORS = 2000;

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

  /** Whether the type is generated from a schema of the contract. */
  static boolean hasType(Argument<?> type) {
    return type.getType().getPackageName().endsWith(".api.model");
  }

  /**
   * Validates the payload against the schema of that name in {@code components/schemas}. Returns at
   * most {@value #MAX_ERRORS} errors, in English. If a list is too long, only that error is
   * returned.
   */
  List<FieldError> errors(String schema, JsonNode payload) {
    List<Error> all = schemas.computeIfAbsent(schema, this::compiled).validate(payload);
    if (all.isEmpty()) {
      return List.of();
    }
    List<Error> tooLong = all.stream().filter(e -> e.getKeyword().equals("maxItems")).toList();
    return (tooLong.isEmpty() ? all : tooLong)
        .stream()
            .limit(MAX_ERRORS)
            .map(error -> new FieldError(pointer(error), error.getMessage()))
            .toList();
  }

  private Schema compiled(String schema) {
    return registry.getSchema(SchemaLocation.of(IRI + "#/components/schemas/" + schema));
  }

  /** The pointer of a missing member is its own, not its parent's. */
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
